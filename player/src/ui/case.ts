// A case shows its steps one after the other, each when the learner asks for it. Its block waits until all are shown, and so is
// not seen before. Nothing is recorded, so a case that was read to its end before stands open.
import type { BlockHost } from "./blocks.ts";
import { all, button, focusOn } from "./dom.ts";
import { onReveal } from "./reveal.ts";

export function mountCases(page: HTMLElement, host: BlockHost): void {
  for (const block of all(".block-case", page)) {
    if (!host.state.seen.has(Number(block.dataset.block))) mount(block, host);
  }
}

function mount(block: HTMLElement, { say, look }: BlockHost): void {
  const steps = all(".case-step", block);
  let shown = 0;
  const next = button("button case-next", "", () => {
    show(shown + 1);
    const title = steps[shown - 1]?.querySelector<HTMLElement>("h3");
    if (title) focusOn(title);
  });
  const show = (count: number) => {
    shown = Math.max(shown, count);
    for (const [i, step] of steps.entries()) step.toggleAttribute("data-later", i >= shown);
    next.textContent = say("case.next", shown + 1, steps.length);
    if (shown < steps.length) return;
    next.remove();
    block.removeAttribute("data-waiting");
    look();
  };
  block.setAttribute("data-waiting", "");
  block.firstElementChild?.append(next);
  onReveal(block, (target) => show(steps.findIndex((step) => step.contains(target)) + 1));
  show(1);
}
