// The list of pages: a sidebar on a wide screen, a panel over the page on a narrow one.
import type { CourseData, PageData } from "../course.ts";
import { minutesLeft } from "../pace.ts";
import { pageDone, pageRead } from "../rules.ts";
import type { State } from "../state.ts";
import { all, byId } from "./dom.ts";
import { keepOut, lay, lift } from "./layers.ts";
import type { Say } from "./strings.ts";

export class Outline {
  private readonly nav = byId("outline");
  private readonly menu = byId("menu");
  private readonly main = byId("main");
  private readonly fold = () => this.toggle(false);

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

  /** Marks each page, and says of each lesson and of the course how much is done and how long the rest may take. */
  standing(course: CourseData, state: State): void {
    const pages = new Map(course.pages.map((page) => [page.n, page]));
    for (const lesson of all(".outline-lesson", this.nav ?? document)) {
      const links = all("a[data-page]", lesson);
      const own = links.flatMap((link) => pages.get(Number(link.dataset.page)) ?? []);
      for (const link of links) this.state(link, pages.get(Number(link.dataset.page)), course, state);
      const line = lesson.querySelector(".outline-state");
      if (line) line.textContent = this.words(own, course, state);
    }
    const line = byId("outline-standing");
    if (line)
      line.textContent = state.completed ? this.say("result.completed") : this.words(course.pages, course, state);
  }

  private state(link: HTMLElement, page: PageData | undefined, course: CourseData, state: State): void {
    const read = page !== undefined && pageRead(page, course, state);
    const over = !read && page !== undefined && state.passedOver.has(page.n);
    const mark = link.querySelector(".mark");
    link.classList.toggle("done", read);
    link.classList.toggle("passed-over", over);
    if (mark) mark.textContent = read ? this.say("outline.done") : over ? this.say("outline.passed-over") : "";
  }

  private words(pages: readonly PageData[], course: CourseData, state: State): string {
    const done = pages.filter((page) => pageDone(page, course, state)).length;
    const left = minutesLeft(pages, course, state);
    if (left === 0) return this.say("outline.lesson", done, pages.length);
    return this.say("outline.lesson-left", done, pages.length, left);
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
    for (const part of [this.main, this.nav]) keepOut(part, "shut", true);
    for (const opener of all<HTMLButtonElement>(".tools-open")) opener.disabled = true;
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
    if (open) lay(this.fold);
    else lift(this.fold);
    this.menu?.setAttribute("aria-expanded", String(open));
    document.documentElement.classList.toggle("outline-open", open);
    // Tab stays between the bar and the panel as long as the panel covers the page.
    keepOut(this.main, "outline", open);
    if (open && !this.nav?.contains(document.activeElement))
      (this.nav?.querySelector<HTMLElement>("[aria-current]") ?? this.nav?.querySelector("a"))?.focus();
  }
}
