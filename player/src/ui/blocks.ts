// The blocks that the script makes easier to read: one file and one line here for each. Without it all of them are readable.
import { mountCases } from "./case.ts";
import type { Say } from "./strings.ts";
import { mountTabs } from "./tabs.ts";

export interface BlockHost {
  say: Say;
  /** Numbers of the blocks that the learner has seen. */
  seen: ReadonlySet<number>;
  /** A block stopped waiting. */
  look(): void;
}

const MOUNTS: readonly ((page: HTMLElement, host: BlockHost) => void)[] = [mountTabs, mountCases];

export function mountBlocks(page: HTMLElement, host: BlockHost): void {
  for (const mount of MOUNTS) mount(page, host);
}
