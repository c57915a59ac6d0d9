// A block is seen when its end has come above the lower edge of the window while its page was shown.
import { all } from "./dom.ts";

export class Watch {
  private open: HTMLElement[] = [];
  private asked = false;

  constructor(private readonly seen: (blocks: number[]) => void) {
    const look = () => this.lookSoon();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look, { passive: true });
    document.addEventListener("visibilitychange", look);
    // A quiz that folds up, or a picture that arrives, moves what stands below it.
    new ResizeObserver(look).observe(document.body);
  }

  /** Watches the blocks of the page that is now on show. */
  over(page: HTMLElement, known: ReadonlySet<number>): void {
    this.open = all(".block[data-block]", page).filter((block) => !known.has(Number(block.dataset.block)));
    this.lookSoon();
  }

  private lookSoon(): void {
    if (this.asked || this.open.length === 0) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.look();
    });
  }

  private look(): void {
    if (document.visibilityState === "hidden" || innerHeight === 0) return;
    const done = this.open.filter(isPast);
    if (done.length === 0) return;
    this.open = this.open.filter((block) => !done.includes(block));
    this.seen(done.map((block) => Number(block.dataset.block)));
  }
}

/** One pixel of grace, because zoomed pages end between two pixels. */
function isPast(block: HTMLElement): boolean {
  return block.getClientRects().length > 0 && block.getBoundingClientRect().bottom <= innerHeight + 1;
}
