// The objections, above everything else.
import { byId, make } from "./dom.ts";

export interface Objection {
  where: string;
  text: string;
}

const SHOWN = 50;

export function showViolations(all: readonly Objection[]): void {
  const box = byId("violations");
  const count = all.length;
  box.classList.toggle("some", count > 0);
  const title = byId("violations-title");
  const text = count === 0 ? "No violations" : count === 1 ? "1 violation" : `${count} violations`;
  if (title.textContent !== text) title.textContent = text;
  const rows = grouped(all)
    .slice(-SHOWN)
    .map(({ one, times }) =>
      make("li", {}, make("code", {}, one.where), ` ${one.text}${times > 1 ? ` (${times} times)` : ""}`),
    );
  box.querySelector("ol")?.replaceChildren(...rows);
}

function grouped(all: readonly Objection[]): { one: Objection; times: number }[] {
  const groups = new Map<string, { one: Objection; times: number }>();
  for (const one of all) {
    const key = `${one.where}\n${one.text}`;
    groups.set(key, { one, times: (groups.get(key)?.times ?? 0) + 1 });
  }
  return [...groups.values()];
}

export function showBuildError(text: string): void {
  const box = byId("build-error");
  box.hidden = !text;
  const pre = box.querySelector("pre");
  if (pre && pre.textContent !== text) pre.textContent = text;
}
