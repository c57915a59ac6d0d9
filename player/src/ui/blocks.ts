// The blocks that the script makes easier to read or lets the learner work with: one file and one line here for each. Without it all
// of them are readable.
import type { KeepData } from "../course.ts";
import { mountAv } from "./av.ts";
import { mountCases } from "./case.ts";
import { mountChecklists } from "./checklist.ts";
import { mountCommitments } from "./commitment.ts";
import type { PageHost } from "./host.ts";
import { mountPictures } from "./pictures.ts";
import { mountReflections } from "./reflection.ts";
import { mountScenarios } from "./scenario.ts";
import { mountTabs } from "./tabs.ts";
import { mountZoom } from "./zoom.ts";

export interface BlockHost extends PageHost {
  keeps: readonly KeepData[];
  /** A block stopped waiting. */
  look(): void;
}

const MOUNTS: readonly ((page: HTMLElement, host: BlockHost) => void)[] = [
  mountTabs,
  mountCases,
  mountReflections,
  mountChecklists,
  mountCommitments,
  mountScenarios,
  mountPictures,
  mountZoom,
  mountAv,
];

export function mountBlocks(page: HTMLElement, host: BlockHost): void {
  for (const mount of MOUNTS) mount(page, host);
}
