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
  const rows = all.slice(-SHOWN).map((one) => make("li", {}, make("code", {}, one.where), ` ${one.text}`));
  box.querySelector("ol")?.replaceChildren(...rows);
}

export function showBuildError(text: string): void {
  const box = byId("build-error");
  box.hidden = !text;
  const pre = box.querySelector("pre");
  if (pre && pre.textContent !== text) pre.textContent = text;
}
