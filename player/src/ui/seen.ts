// A block is seen when its end has come above the lower edge of the window while its page was shown, and somebody is there:
// a course of one short page must not be done by opening it.
import { all } from "./dom.ts";

/** Milliseconds after which a page has come to rest by itself. */
const SETTLED = 500;

export class Watch {
  private open: HTMLElement[] = [];
  private asked = false;
  private present = false;
  private held = false;
  private shownAt = performance.now();

  constructor(private readonly seen: (blocks: number[]) => void) {
    const look = () => this.lookSoon();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look, { passive: true });
    document.addEventListener("visibilitychange", look);
    for (const type of ["pointerdown", "keydown", "wheel", "touchmove"])
      addEventListener(type, () => this.somebody(), { passive: true, capture: true });
    addEventListener("scroll", () => this.scrolled(), { passive: true });
    // A quiz that folds up, or a picture that arrives, moves what stands below it.
    new ResizeObserver(look).observe(document.body);
  }

  /** Watches the blocks of the page that is now on show; `turned` when the learner came to it from another. */
  over(page: HTMLElement, known: ReadonlySet<number>, turned: boolean): void {
    this.present ||= turned;
    this.shownAt = performance.now();
    this.open = all(".block[data-block]", page).filter((block) => !known.has(Number(block.dataset.block)));
    this.lookSoon();
  }

  /** Nothing is watched until a page is shown. */
  rest(): void {
    this.open = [];
  }

  /** In a break nothing is seen, however the window changes behind it. */
  hold(on: boolean): void {
    this.held = on;
    this.lookSoon();
  }

  private somebody(): void {
    if (this.present) return;
    this.present = true;
    this.lookSoon();
  }

  /** Screen readers and scroll bars move the page without any other event; the page's own settling comes at once. */
  private scrolled(): void {
    if (performance.now() - this.shownAt > SETTLED) this.somebody();
  }

  /** Looks again, with the next frame. */
  lookSoon(): void {
    if (this.asked || !this.present || this.open.length === 0) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.look();
    });
  }

  private look(): void {
    if (this.held || document.visibilityState === "hidden" || innerHeight === 0) return;
    const done = this.open.filter(isPast);
    if (done.length === 0) return;
    this.open = this.open.filter((block) => !done.includes(block));
    this.seen(done.map((block) => Number(block.dataset.block)));
  }
}

/** One pixel of grace, because zoomed pages end between two pixels. A block that has more to show waits. */
function isPast(block: HTMLElement): boolean {
  if (block.hasAttribute("data-waiting")) return false;
  return block.getClientRects().length > 0 && block.getBoundingClientRect().bottom <= innerHeight + 1;
}
