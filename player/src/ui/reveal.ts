// A link may lead into something that is folded up: whoever folds listens, and opens it.
import { all } from "./dom.ts";

const REVEAL = "coursepack-reveal";

/** Opens whatever hides the element. */
export function reveal(target: HTMLElement): void {
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  target.dispatchEvent(new Event(REVEAL, { bubbles: true }));
}

export function onReveal(root: HTMLElement, open: (target: Node) => void): void {
  root.addEventListener(REVEAL, (event) => open(event.target as Node));
}

/** Paper has no folds; after printing everything is as it was. */
export function unfoldForPrint(): void {
  let closed: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    closed = all<HTMLDetailsElement>("details:not([open])");
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
}
