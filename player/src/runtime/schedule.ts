// When to save. Wishes are gathered and become one save; a save that failed is tried again, less and less often.
import type { Urgency } from "./runtime.ts";

const DELAY: Record<Urgency, number> = { now: 0, soon: 1000, later: 60_000 };
const FIRST_RETRY = 5000;
const LAST_RETRY = 180_000;

/** True when everything is safe, false when it has to be tried again. */
type Save = () => boolean | Promise<boolean>;

export class Schedule {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = Number.POSITIVE_INFINITY;
  private retry = 0;
  /** This try came before its time, because of something new: it says nothing about how long to wait. */
  private early = false;
  private wanted = false;
  /** Something that should not wait came while a save was on its way. */
  private urgent = false;
  private running = false;
  private stopped = false;

  /** `peace`: milliseconds for which whoever keeps the records wants to be left alone. */
  constructor(
    private readonly save: Save,
    private readonly peace: () => number = () => 0,
  ) {}

  /** Something is not safe yet. */
  get busy(): boolean {
    return this.pending || this.running;
  }

  get pending(): boolean {
    return this.wanted || this.retry > 0;
  }

  want(urgency: Urgency): void {
    if (this.stopped) return;
    this.wanted = true;
    if (urgency === "now") this.wantNow();
    else if (this.retry === 0) this.wait(DELAY[urgency]);
  }

  private wantNow(): void {
    const peace = this.peace();
    this.early = this.retry > 0 && peace === 0;
    if (peace > 0) this.wait(peace);
    else afterPaint(() => this.run());
  }

  /** Saves at once if anything waits; also the learner's "Try again". */
  run(): void {
    this.urgent ||= this.running;
    if (this.stopped || this.running || !this.pending) return;
    this.cancel();
    this.wanted = false;
    const done = this.save();
    if (typeof done === "boolean") this.settle(done);
    else this.follow(done);
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
  }

  private follow(done: Promise<boolean>): void {
    this.running = true;
    done
      .catch(() => false)
      .then((safe) => {
        this.running = false;
        this.settle(safe);
      });
  }

  private settle(safe: boolean): void {
    if (this.stopped) return;
    const patient = !this.early;
    const delay = this.urgent ? DELAY.now : DELAY.soon;
    this.early = this.urgent = false;
    if (!safe) {
      if (patient) this.retry = Math.min(this.retry * 2 || FIRST_RETRY, LAST_RETRY);
      this.wait(Math.max(this.retry, this.peace()));
      return;
    }
    this.retry = 0;
    if (this.wanted) this.wait(delay);
  }

  private wait(ms: number): void {
    const due = Date.now() + ms;
    if (this.timer !== undefined && this.due <= due) return;
    this.cancel();
    this.due = due;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.run();
    }, ms);
  }

  private cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.due = Number.POSITIVE_INFINITY;
  }
}

/** A commit may hold the page for seconds: what the learner did is on show before it. A hidden page paints nothing. */
function afterPaint(run: () => void): void {
  if (typeof requestAnimationFrame === "undefined" || document.hidden) run();
  else requestAnimationFrame(() => setTimeout(run));
}
