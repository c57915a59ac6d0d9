// A wide table scrolls inside its own frame, which the keyboard can reach; the page itself never scrolls sideways.
import { all, element } from "./dom.ts";
import type { Say } from "./strings.ts";

export function frameTables(within: HTMLElement, say: Say): void {
  for (const table of all("table", within)) {
    const frame = element("div", "table");
    table.before(frame);
    frame.append(table);
    if (frame.scrollWidth <= frame.clientWidth) continue;
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    const caption = table.querySelector("caption")?.textContent;
    if (caption) frame.lang = document.documentElement.lang;
    frame.setAttribute("aria-label", caption ?? say("page.table"));
  }
}
