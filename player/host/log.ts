// The list of calls: fast with thousands of lines, because only the newest ones that pass the filter are in the document.
import { byId, make } from "./dom.ts";
import type { Line } from "./lines.ts";

const SHOWN = 300;
const CUT = 110;

export class Log {
  private lines: Line[] = [];
  private drawn = 0;
  private shown = SHOWN;
  private scheduled = false;
  /** Stays at the newest line until somebody scrolls up. */
  private following = true;
  private readonly list = byId("log");
  private readonly earlier = byId<HTMLButtonElement>("earlier");
  private readonly search = byId<HTMLInputElement>("search");
  private readonly refused = byId<HTMLInputElement>("refused");
  private readonly kinds = [
    ...document.querySelectorAll<HTMLInputElement>(
      ".kinds input[value=read], .kinds input[value=write], .kinds input[value=save]",
    ),
  ];

  constructor() {
    for (const input of [this.search, this.refused, ...this.kinds])
      input.addEventListener("input", () => this.redraw());
    this.list.addEventListener("scroll", () => {
      this.following = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    });
    this.earlier.addEventListener("click", () => {
      this.shown += SHOWN * 4;
      this.redraw();
    });
  }

  add(...lines: Line[]): void {
    this.lines.push(...lines);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // Not requestAnimationFrame alone: a page in the background has no frames, and its list must not fall behind.
    window.setTimeout(() => this.draw(), 60);
  }

  private redraw(): void {
    this.list.replaceChildren();
    this.drawn = 0;
    this.draw();
  }

  private draw(): void {
    this.scheduled = false;
    const fresh = this.lines.slice(this.drawn).filter((line) => this.passes(line));
    this.drawn = this.lines.length;
    this.list.append(...fresh.slice(-this.shown).map(row));
    while (this.list.childElementCount > this.shown) this.list.firstElementChild?.remove();
    this.tellCounts();
    if (this.following) this.list.scrollTop = this.list.scrollHeight;
  }

  private tellCounts(): void {
    const passing = this.lines.filter((line) => this.passes(line)).length;
    const hidden = passing - this.list.childElementCount;
    byId("count").textContent = passing === this.lines.length ? String(passing) : `${passing} of ${this.lines.length}`;
    this.earlier.hidden = hidden <= 0;
    this.earlier.textContent = `Show ${hidden} earlier`;
  }

  private passes(line: Line): boolean {
    if (this.refused.checked && !line.bad) return false;
    if (line.kind !== "note" && !this.kinds.some((input) => input.value === line.kind && input.checked)) return false;
    const wanted = this.search.value.trim().toLowerCase();
    return !wanted || [line.what, line.on, line.value, line.result].some((part) => part.toLowerCase().includes(wanted));
  }
}

function row(line: Line): HTMLElement {
  const cells = [
    make("span", { class: "when" }, line.when),
    make("span", { class: "what" }, line.what),
    make(
      "span",
      { class: "body" },
      make("span", { class: "on" }, line.on.replace(/^cmi\./, "")),
      make("span", { class: "value" }, line.value.length > CUT ? `${line.value.slice(0, CUT)}…` : line.value),
    ),
    make("span", { class: "result" }, line.result),
  ];
  const style = { class: `row ${line.kind}${line.bad ? " bad" : ""}` };
  if (!line.more) return make("li", style, make("div", { class: "cells" }, ...cells));
  const details = make("details", {}, make("summary", { class: "cells" }, ...cells));
  details.addEventListener("toggle", () => details.append(make("pre", { tabindex: "0" }, line.more)), { once: true });
  return make("li", style, details);
}
