import { all } from "./dom.ts";

/** Says of the terms within that they open something here. */
export function asButtons(within: HTMLElement): void {
  if (within.id === "glossary") return;
  for (const link of all("a.term:not([role])", within)) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
  }
}
