import { readPicks, writePicks } from "../questions/picks.ts";
import type { BlockHost } from "./blocks.ts";
import { checkedOf, checkOnly } from "./dom.ts";
import { mountKeeps } from "./keep.ts";

export function mountChecklists(page: HTMLElement, host: BlockHost): void {
  mountKeeps("checklist", page, host, ({ block, read, write }) => {
    checkOnly(block, readPicks(read()));
    block.addEventListener("change", () => write(writePicks(checkedOf(block))));
  });
}
