// Carries what the host saw of one launch to the server: with each commit, else every half second, by beacon at the end.

import type { Delta } from "./host.ts";
import type { Call, Note, Violation } from "./record.ts";
import { beacon, type Report, reportNow, reportSoon } from "./server.ts";

const EVERY = 400;
/** Beacons of one page share 64 KiB. */
const BEACON_CALLS = 60;

interface Pending {
  calls: Call[];
  violations: Violation[];
  notes: Note[];
}

const empty = (): Pending => ({ calls: [], violations: [], notes: [] });

export class Reporter {
  private pending = empty();
  private readonly timer: number;
  /** What could not go out while the course's frame was being removed. It goes before anything later, so that no older value wins. */
  private waiting: Report[] = [];
  private closing = false;

  constructor(private readonly launch: number) {
    this.timer = window.setInterval(() => this.flush(), EVERY);
  }

  record(record: { call?: Call; violation?: Violation; note?: Note }): void {
    if (record.call) this.pending.calls.push(record.call);
    if (record.violation) this.pending.violations.push(record.violation);
    if (record.note) this.pending.notes.push(record.note);
    if (this.closing) this.byBeacon({});
  }

  /** A commit; false when the server did not take it. */
  keep(delta: Delta): boolean {
    const report = { ...this.take(), set: delta.set, finished: delta.finished };
    if (this.closing) return beacon(report);
    return this.sendNow(report);
  }

  /** The launch is over. Synchronous, so that the next launch finds everything. */
  end(mark: "ended" | "crashed"): void {
    window.clearInterval(this.timer);
    this.sendNow({ ...this.take(), ended: true, [mark]: true });
  }

  /** The host page itself is being closed. */
  close(): void {
    this.closing = true;
    for (const report of this.waiting.splice(0)) beacon(report);
    this.byBeacon({ ended: true });
  }

  private sendNow(...reports: Report[]): boolean {
    this.waiting.push(...reports);
    while (this.waiting[0]) {
      const taken = reportNow(this.waiting[0]);
      if (taken === null) return true;
      this.waiting.shift();
      if (!taken) return false;
    }
    return true;
  }

  private flush(): void {
    if (this.waiting.length > 0) this.sendNow();
    if (this.pending.calls.length + this.pending.violations.length + this.pending.notes.length > 0)
      reportSoon(this.take());
  }

  private byBeacon(marks: Partial<Report>): void {
    const rest = this.take();
    const calls = rest.calls ?? [];
    beacon({ ...rest, ...marks, calls: calls.slice(-BEACON_CALLS) });
    for (let at = 0; at < calls.length - BEACON_CALLS; at += BEACON_CALLS) {
      beacon({ launch: this.launch, calls: calls.slice(at, Math.min(at + BEACON_CALLS, calls.length - BEACON_CALLS)) });
    }
  }

  private take(): Report {
    const taken = this.pending;
    this.pending = empty();
    return { launch: this.launch, ...taken };
  }
}
