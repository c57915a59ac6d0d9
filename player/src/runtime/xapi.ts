// xAPI 1.0.3: what happened goes out as statements, where the learner stands is kept in the State resource.
import type { CourseData } from "../course.ts";
import type { Success } from "../rules.ts";
import type { Launch } from "./launch.ts";
import { Lrs, type Stored } from "./lrs.ts";
import { Outbox, type Shelf } from "./outbox.ts";
import {
  type Happening,
  NotStarted,
  type Runtime,
  type Snapshot,
  type Start,
  type Surroundings,
  type Urgency,
} from "./runtime.ts";
import { Schedule } from "./schedule.ts";
import { type Statement, Statements } from "./statements.ts";

/** What the store has been told, and need not be told again. Kept in the State document. */
interface Told {
  attempted: boolean;
  progress: number;
  completed: boolean;
  success: Success;
}

const NOTHING: Told = { attempted: false, progress: 0, completed: false, success: "unknown" };
const READ_AGAIN = [500, 2000];

export class Xapi implements Runtime {
  private readonly statements: Statements;
  private readonly lrs: Lrs;
  private readonly outbox: Outbox;
  private readonly schedule = new Schedule(() => this.save());
  private queued: Told = NOTHING;
  private delivered: Told = NOTHING;
  private etag: string | null = null;
  private document = "";
  private writing = false;
  private over = false;

  constructor(
    launch: Launch,
    course: CourseData,
    private readonly around: Surroundings,
    lrs?: Lrs,
    shelf: Shelf | null = null,
  ) {
    this.statements = new Statements(course, launch);
    this.lrs = lrs ?? new Lrs(launch, this.statements.course.id);
    const refused = (statement: Statement, status: number) => this.refused(statement, status);
    const key = `coursepack ${this.statements.attempt}`;
    this.outbox = new Outbox((batch) => this.lrs.post(batch), refused, shelf, key);
  }

  /** Rejects when the saved progress cannot be had: going on without it would write over it. */
  async start(): Promise<Start> {
    const suspend = this.read(await this.fetchState());
    this.queue(this.statements.about("initialized"));
    if (!this.queued.attempted) this.queue(this.statements.about("attempted", { once: true }));
    this.queued = { ...this.queued, attempted: true };
    this.schedule.want("soon");
    return { suspend, readOnly: false, interactions: null };
  }

  record(urgency: Urgency, { interactions = [], result }: Happening = {}): void {
    if (this.over) return;
    this.queue(...interactions.map((each) => this.statements.answered(each)));
    if (result) this.queue(this.statements.handedIn(result), ...this.statements.objectives(result));
    if (urgency === "now") this.around.ears.saving();
    this.schedule.want(urgency);
  }

  hidden(): void {
    this.schedule.run();
  }

  /** The network is back, or the learner asks. */
  again(): void {
    this.schedule.run();
  }

  finish(): void {
    if (this.over) return;
    this.over = true;
    this.schedule.stop();
    this.lrs.leaving = true;
    const snapshot = this.around.snapshot();
    this.queue(...this.news(snapshot), this.statements.terminated(this.around.elapsed()));
    const text = this.write(snapshot.suspend);
    this.outbox.farewell(
      (statement) => this.statements.weighty(statement),
      () => {
        if (text !== this.document) void this.lrs.writeState(text, this.writing ? null : this.etag);
      },
    );
  }

  private queue(...statements: Statement[]): void {
    if (statements.length > 0) this.outbox.add(...statements);
  }

  private async fetchState(): Promise<Stored> {
    let answer = await this.lrs.readState();
    for (const delay of READ_AGAIN) {
      if (answer.status !== 0 && answer.status < 500) break;
      await new Promise((resolve) => setTimeout(resolve, delay));
      answer = await this.lrs.readState();
    }
    return answer;
  }

  private read({ status, text, etag }: Stored): string {
    if (status === 404 || (status === 204 && !text)) return "";
    if (status === 401 || status === 403) throw new NotStarted("notice.not-allowed");
    if (status !== 200) throw new NotStarted("notice.unreachable");
    this.etag = etag;
    this.document = text;
    const { suspend, ...told } = readDocument(text);
    this.queued = this.delivered = told;
    return suspend;
  }

  /** The statements that the snapshot makes due, each once. */
  private news({ progress, verdict }: Snapshot): Statement[] {
    const due: Statement[] = [];
    const elapsed = this.around.elapsed();
    const before = this.queued;
    if (progress > before.progress) due.push(this.statements.progressed(progress));
    if (verdict.completed && !before.completed) due.push(this.statements.completed(elapsed));
    if (verdict.success !== "unknown" && verdict.success !== before.success && before.success !== "passed") {
      due.push(this.statements.verdict(verdict.success, verdict.score, elapsed));
    }
    this.queued = {
      attempted: true,
      progress: Math.max(progress, before.progress),
      completed: verdict.completed || before.completed,
      success: before.success === "passed" || verdict.success === "unknown" ? before.success : verdict.success,
    };
    return due;
  }

  private async save(): Promise<boolean> {
    const snapshot = this.around.snapshot();
    this.queue(...this.news(snapshot));
    const told = this.queued;
    const delivery = await this.outbox.deliver();
    if (delivery !== "delivered") return this.report(delivery === "denied" ? 403 : 0);
    this.delivered = told;
    return this.report(await this.keep(this.write(snapshot.suspend)));
  }

  /** Only what has arrived counts as told: whatever else is told again, under the same id. */
  private write(suspend: string): string {
    const { completed, success, progress, attempted } = this.delivered;
    return JSON.stringify({ suspend, completed, success, progress, attempted });
  }

  private async keep(text: string): Promise<number> {
    if (text === this.document) return 200;
    this.writing = true;
    let answer = await this.lrs.writeState(text, this.etag);
    if (answer.status === 412) answer = await this.overwrite(text);
    this.writing = false;
    if (answer.status >= 200 && answer.status < 300) {
      this.document = text;
      this.etag = answer.etag;
    }
    return answer.status;
  }

  /**
   * Somebody else has written since, most likely the same learner in a second window: the last one counts. Or a proxy has
   * altered the ETag; then the text is as it was, and no ETag of it will ever match.
   */
  private async overwrite(text: string): Promise<Stored> {
    const found = await this.lrs.readState();
    if (found.status === 200 && found.text !== this.document) this.around.ears.trouble("notice.two-windows");
    return this.lrs.writeState(text, null);
  }

  private report(status: number): boolean {
    const { ears } = this.around;
    const safe = status >= 200 && status < 300;
    const denied = status === 401 || status === 403;
    for (const key of ["notice.not-allowed", "notice.not-saved"] as const) {
      if (safe || denied !== (key === "notice.not-allowed")) ears.calm(key);
    }
    if (safe) ears.saved();
    else ears.trouble(denied ? "notice.not-allowed" : "notice.not-saved", () => this.again());
    return safe;
  }

  private refused(statement: Statement, status: number): void {
    console.error(`The record store refused a statement (${status})`, statement);
    this.around.ears.trouble("notice.statement-refused");
  }
}

function readDocument(text: string): Told & { suspend: string } {
  try {
    const { suspend, attempted, progress, completed, success } = JSON.parse(text) as Partial<
      Told & { suspend: string }
    >;
    return {
      suspend: typeof suspend === "string" ? suspend : text,
      attempted: attempted === true,
      progress: typeof progress === "number" ? progress : 0,
      completed: completed === true,
      success: success === "passed" || success === "failed" ? success : "unknown",
    };
  } catch {
    // Not ours any more: it counts as damaged suspend data, and the learner is told.
    return { ...NOTHING, suspend: text };
  }
}
