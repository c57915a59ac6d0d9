// A place to write for oneself. Only where the author says so is it kept; nobody is told.
import { readText, writeText } from "../texts.ts";
import type { BlockHost } from "./blocks.ts";
import { all, grow } from "./dom.ts";
import { mountKeeps } from "./keep.ts";

export function mountReflections(page: HTMLElement, host: BlockHost): void {
  for (const area of all<HTMLTextAreaElement>(".reflection textarea", page)) {
    grow(area);
    area.addEventListener("input", () => grow(area));
  }
  mountKeeps("reflection", page, host, ({ block, read, write }) => {
    const area = block.querySelector("textarea");
    if (!area) return;
    area.value = readText(read());
    grow(area);
    area.addEventListener("input", () => write(writeText(area.value)));
  });
}
