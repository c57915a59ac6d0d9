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
    return this.closing ? beacon(report) : reportNow(report);
  }

  /** The launch is over. Synchronous, so that the next launch finds everything. */
  end(mark: "ended" | "crashed"): void {
    window.clearInterval(this.timer);
    reportNow({ ...this.take(), ended: true, [mark]: true });
  }

  /** The host page itself is being closed. */
  close(): void {
    this.closing = true;
    this.byBeacon({ ended: true });
  }

  private flush(): void {
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
