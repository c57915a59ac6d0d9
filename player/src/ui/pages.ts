// Shows one page at a time. The address after "#" says which: a page, or anything inside one.
import { all, byId, focusOn } from "./dom.ts";
import { reveal } from "./reveal.ts";

export interface PageView {
  id: string;
  article: HTMLElement;
  /** Lock number; 0 for references, support and about. */
  n: number;
}

/** Where the learner was when a link led to the references or another extra page. */
interface Place {
  view: PageView;
  scroll: number;
  link: HTMLElement | null;
}

export class Pages {
  private readonly views: PageView[];
  private back: Place | null = null;
  private current: PageView | null = null;
  private link: HTMLElement | null = null;
  /** The page on show is shut: only its content note may be seen. */
  private shut = false;
  /** Where to go within a page that is opened, or that is to be opened. */
  private wanted: HTMLElement | null = null;

  /** `turned` says whether the page may be entered, or is shut so far. */
  constructor(
    private readonly courseTitle: string,
    private readonly turned: (page: PageView) => boolean,
  ) {
    this.views = all(".page").map((article) => ({ id: article.id, article, n: Number(article.dataset.page ?? 0) }));
    for (const view of this.views) view.article.hidden = true;
  }

  /** The page that the address asks for, else the one where the learner was, else the first. */
  start(remembered: number): void {
    // Not before: a page opened while the learner's progress is on its way would write to a state that nobody keeps.
    document.addEventListener("click", (event) => this.clicked(event));
    addEventListener("hashchange", () => this.follow());
    const asked = this.target();
    const first = this.views.find((view) => view.n > 0) ?? this.views[0];
    const view = asked?.view ?? this.views.find((each) => each.n === remembered && remembered > 0) ?? first;
    if (!view) return;
    if (!asked) history.replaceState(history.state, "", `#${view.id}`);
    this.show(view);
    const aim = asked && asked.element !== view.article ? asked.element : null;
    this.wanted = this.shut ? aim : null;
    const inside = this.shut ? null : aim;
    // The browser goes to the address of its own accord, and would hide the heading's surroundings behind the bar.
    if (inside) reveal(inside);
    const settle = () => (inside ? inside.scrollIntoView() : scrollTo(0, 0));
    requestAnimationFrame(settle);
    addEventListener("load", () => requestAnimationFrame(settle), { once: true });
  }

  /** Opens the page that an element stands on, and goes to it. */
  visit(element: HTMLElement): void {
    const view = this.views.find((each) => each.article.contains(element));
    if (!view) return;
    this.wanted = element;
    if (view === this.current || location.hash === `#${view.id}`) this.follow();
    else location.hash = view.id;
  }

  /** The page on show was shut and may be entered now. */
  opened(): void {
    this.shut = false;
    const { wanted, current } = this;
    this.wanted = null;
    const first = current?.article.querySelector<HTMLElement>(".block");
    if (wanted) this.goTo(wanted);
    else if (first) focusOn(first);
  }

  private target(): { view: PageView; element: HTMLElement } | null {
    const found = byId(hashId(location.hash));
    const article = found?.closest<HTMLElement>(".page");
    const view = this.views.find((each) => each.article === article);
    return found && view ? { view, element: found } : null;
  }

  private follow(): void {
    const target = this.target();
    if (!target) return;
    const { current: before, wanted } = this;
    if (target.view !== before) this.show(target.view);
    const asked = wanted && target.view.article.contains(wanted) ? wanted : target.element;
    const inside = asked === target.view.article ? null : asked;
    this.wanted = this.shut ? inside : null;
    if (inside && !this.shut) this.goTo(inside);
    else if (target.view !== before) this.arrive(target.view, before);
  }

  /** In the middle of the window if there is room, and marked for those who did not come by keyboard. */
  private goTo(element: HTMLElement): void {
    reveal(element);
    this.mark(element);
    focusOn(element);
    element.scrollIntoView({ block: element.offsetHeight < innerHeight / 2 ? "center" : "start" });
  }

  private mark(element: HTMLElement): void {
    element.classList.add("arrived");
    element.addEventListener("blur", () => element.classList.remove("arrived"), { once: true });
  }

  /** Back from the references to the very citation; anywhere else to the heading. */
  private arrive(view: PageView, before: PageView | null): void {
    const place = before?.n === 0 && this.back?.view === view ? this.back : null;
    if (place?.link) {
      this.mark(place.link);
      place.link.focus({ preventScroll: true });
    } else focusOn(view.article.querySelector<HTMLElement>("h1") ?? view.article);
    scrollTo({ top: place?.scroll ?? 0, behavior: "auto" });
  }

  private show(view: PageView): void {
    const left = this.current;
    if (left && left.n > 0 && view.n === 0) {
      this.back = { view: left, scroll: scrollY, link: this.link };
      for (const way of all(".backlinks a", view.article))
        way.classList.toggle("came", !!this.link?.id && way.getAttribute("href") === `#${this.link.id}`);
    }
    if (left) left.article.hidden = true;
    this.link = null;
    this.current = view;
    view.article.hidden = false;
    const heading = view.article.querySelector("h1")?.textContent?.trim();
    document.title = heading ? `${heading} – ${this.courseTitle}` : this.courseTitle;
    this.shut = !this.turned(view);
  }

  private clicked(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.<HTMLAnchorElement>('a[href^="#"]');
    if (!link || !this.current || event.defaultPrevented) return;
    this.link = this.current.article.contains(link) ? link : null;
    const id = hashId(link.hash);
    if (id === "main") {
      event.preventDefault();
      this.heading();
    } else if (link.hash === location.hash) this.again();
  }

  private heading(): void {
    const article = this.current?.article;
    if (article) focusOn(article.querySelector<HTMLElement>("h1") ?? article);
  }

  /** A link to where the address already points: the browser would not tell. */
  private again(): void {
    const target = this.target();
    if (!target) return;
    if (target.view !== this.current) this.follow();
    else if (target.element === target.view.article) this.heading();
    else this.goTo(target.element);
  }
}

function hashId(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
