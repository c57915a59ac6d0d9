import type { KeepData } from "../course.ts";
import { checklist } from "./checklist.ts";
import { commitment } from "./commitment.ts";
import { reflection } from "./reflection.ts";
import { scenario } from "./scenario.ts";
import type { KeepType } from "./type.ts";

export const KEEP_TYPES: readonly KeepType[] = [reflection, checklist, commitment, scenario];

export function pruneKeep(keep: KeepData, response: string): string {
  return KEEP_TYPES.find((type) => type.name === keep.type)?.prune(keep, response) ?? "";
}
