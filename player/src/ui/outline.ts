// The list of pages: a sidebar on a wide screen, a panel over the page on a narrow one.
import { all, byId } from "./dom.ts";
import type { Say } from "./strings.ts";

export class Outline {
  private readonly nav = byId("outline");
  private readonly menu = byId("menu");
  private readonly main = byId("main");

  constructor(private readonly say: Say) {
    this.menu?.addEventListener("click", () => this.toggle(!this.isOpen));
    this.nav?.addEventListener("click", (event) => {
      if ((event.target as Element).closest("a")) this.toggle(false);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) this.close();
    });
    document.addEventListener("pointerdown", (event) => {
      const at = event.target as Node;
      if (this.isOpen && !this.nav?.contains(at) && !this.menu?.contains(at)) this.toggle(false);
    });
  }

  current(id: string): void {
    for (const link of all<HTMLAnchorElement>("a", this.nav ?? document)) {
      if (link.hash === `#${id}`) this.mark(link);
      else link.removeAttribute("aria-current");
    }
  }

  private mark(link: HTMLElement): void {
    link.setAttribute("aria-current", "page");
    if (!this.nav) return;
    const [list, item] = [this.nav.getBoundingClientRect(), link.getBoundingClientRect()];
    const outside = item.bottom > list.bottom || item.top < list.top;
    if (outside) this.nav.scrollTop += item.top - list.top - list.height / 3;
  }

  done(pages: ReadonlySet<number>): void {
    for (const link of all("a[data-page]", this.nav ?? document)) {
      const done = pages.has(Number(link.dataset.page));
      const mark = link.querySelector(".mark");
      link.classList.toggle("done", done);
      if (mark) mark.textContent = done ? this.say("outline.done") : "";
    }
  }

  progress(percent: number): void {
    const bar = byId("progress");
    bar?.setAttribute("aria-valuenow", String(percent));
    bar?.setAttribute("aria-valuetext", this.say("page.progress-text", percent));
    bar?.style.setProperty("--progress", `${percent}%`);
  }

  /** After a change of the room that there is: a panel that would hide what has the focus stays open. */
  fit(): void {
    const wide = document.documentElement.classList.contains("wide");
    this.toggle(!wide && Boolean(this.nav?.contains(document.activeElement)));
  }

  /** Closed for good, and the page with it. */
  shut(): void {
    this.toggle(false);
    this.menu?.setAttribute("disabled", "");
    for (const part of [this.main, this.nav]) part?.setAttribute("inert", "");
  }

  private get isOpen(): boolean {
    return this.menu?.getAttribute("aria-expanded") === "true";
  }

  private close(): void {
    this.toggle(false);
    this.menu?.focus();
  }

  private toggle(open: boolean): void {
    if (open === this.isOpen) return;
    this.menu?.setAttribute("aria-expanded", String(open));
    document.documentElement.classList.toggle("outline-open", open);
    // Tab stays between the bar and the panel as long as the panel covers the page.
    this.main?.toggleAttribute("inert", open);
    if (open && !this.nav?.contains(document.activeElement))
      (this.nav?.querySelector<HTMLElement>("[aria-current]") ?? this.nav?.querySelector("a"))?.focus();
  }
}
