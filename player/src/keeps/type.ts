import type { KeepData } from "../course.ts";

/** A type of block whose content by the learner is kept. One file per type, listed in index.ts. */
export interface KeepType {
  name: KeepData["type"];
  /** The response without what an update of the course has removed; "" when nothing is left. */
  prune(keep: KeepData, response: string): string;
}
