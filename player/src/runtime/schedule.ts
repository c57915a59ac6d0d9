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
  private running = false;
  private stopped = false;

  constructor(private readonly save: Save) {}

  get pending(): boolean {
    return this.wanted || this.retry > 0;
  }

  want(urgency: Urgency): void {
    if (this.stopped) return;
    this.wanted = true;
    if (urgency === "now") {
      this.early = this.retry > 0;
      this.run();
    } else if (this.retry === 0) this.wait(DELAY[urgency]);
  }

  /** Saves at once if anything waits; also the learner's "Try again". */
  run(): void {
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
    this.early = false;
    if (!safe) {
      if (patient) this.retry = Math.min(this.retry * 2 || FIRST_RETRY, LAST_RETRY);
      this.wait(this.retry);
      return;
    }
    this.retry = 0;
    if (this.wanted) this.wait(DELAY.soon);
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
