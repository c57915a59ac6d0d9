// What lies over the page: the open outline, a panel, a break. One of them at a time, and the page behind it takes no focus.

const reasons = new Map<HTMLElement, Set<string>>();
let fold: (() => void) | null = null;

/** A part of the page takes no focus as long as there is a reason for it. */
export function keepOut(part: HTMLElement | null, reason: string, on: boolean): void {
  if (!part) return;
  const held = reasons.get(part) ?? new Set<string>();
  if (on) held.add(reason);
  else held.delete(reason);
  reasons.set(part, held);
  part.toggleAttribute("inert", held.size > 0);
}

/** Something opened over the page: what lay there before folds up. */
export function lay(close: () => void): void {
  if (fold !== close) fold?.();
  fold = close;
}

export function lift(close: () => void): void {
  if (fold === close) fold = null;
}
