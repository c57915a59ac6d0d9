// xAPI 1.0.3: what happened goes out as statements, where the learner stands is kept in the State resource.
import type { CourseData } from "../course.ts";
import type { Success } from "../rules.ts";
import { StateDocument } from "./document.ts";
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
  type TroubleKey,
  type Urgency,
} from "./runtime.ts";
import { Schedule } from "./schedule.ts";
import { type Statement, Statements } from "./statements.ts";

/** What the store has been told, and need not be told again. Kept in the State document. */
export interface Told {
  attempted: boolean;
  progress: number;
  completed: boolean;
  success: Success;
}

const NOTHING: Told = { attempted: false, progress: 0, completed: false, success: "unknown" };
const READ_AGAIN = [500, 2000];
/** Nobody waits longer than that for the course to open, and a bit. */
const OPENING = 25_000;
/** How often two windows may cross each other in one save. */
const TRIES = 3;

export class Xapi implements Runtime {
  readonly reloads: boolean = true;
  protected readonly outbox: Outbox;
  private readonly lrs: Lrs;
  protected readonly schedule = new Schedule(
    () => this.save(),
    () => this.lrs.peace,
  );
  protected queued: Told = NOTHING;
  protected delivered: Told = NOTHING;
  protected readonly document: StateDocument;
  protected over = false;

  constructor(
    launch: Launch,
    course: CourseData,
    protected readonly around: Surroundings,
    lrs?: Lrs,
    private readonly shelf: Shelf | null = null,
    protected readonly statements: Statements = new Statements(course, launch),
    /** Sets apart what waits for one session only. */
    session = "",
  ) {
    this.lrs = lrs ?? new Lrs(launch, this.statements.course.id);
    this.document = new StateDocument(this.lrs);
    const refused = (statement: Statement, status: number) => this.refused(statement, status);
    const key = `coursepack ${this.statements.attempt}${session}`;
    this.outbox = new Outbox((batch) => this.lrs.post(batch), refused, shelf, key);
  }

  /** Rejects when the saved progress cannot be had: going on without it would write over it. */
  async start(): Promise<Start> {
    const suspend = await this.resume();
    this.queue(this.statements.about("initialized"));
    if (!this.queued.attempted) this.queue(this.statements.about("attempted", { once: true }));
    this.queued = { ...this.queued, attempted: true };
    this.schedule.want("soon");
    return { suspend, unsaved: this.shelved(), readOnly: false, interactions: null };
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

  /** Like an end without the end: should the page wake up, the store knows what it hears again by its id. */
  frozen(): void {
    if (!this.over && this.schedule.busy) this.part(this.around.snapshot());
  }

  woken(): void {
    this.document.stale = true;
    this.schedule.want("soon");
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
    this.part(snapshot);
  }

  protected part(snapshot: Snapshot): void {
    if (this.shelved()) this.shelve(snapshot.suspend);
    this.outbox.farewell(
      (statement) => this.statements.weighty(statement),
      () => this.document.part(this.text(snapshot)),
    );
  }

  protected queue(...statements: Statement[]): void {
    if (statements.length > 0) this.outbox.add(...statements);
  }

  protected async resume(): Promise<string> {
    return this.read(await this.patiently(() => this.document.read()));
  }

  protected async patiently(ask: () => Promise<Stored>): Promise<Stored> {
    const began = Date.now();
    let answer = await ask();
    for (const delay of READ_AGAIN) {
      if ((answer.status !== 0 && answer.status < 500) || Date.now() - began > OPENING) break;
      await new Promise((resolve) => setTimeout(resolve, delay));
      answer = await ask();
    }
    return answer;
  }

  private read({ status, text }: Stored): string {
    if (status === 404 || (status === 204 && !text)) return "";
    if (status === 401 || status === 403) throw new NotStarted("notice.not-allowed");
    if (status !== 200) throw new NotStarted("notice.unreachable");
    const { suspend, ...told } = readDocument(text);
    this.queued = this.delivered = told;
    return suspend;
  }

  /** The statements that the snapshot makes due, each once. */
  protected news({ progress, verdict }: Snapshot): Statement[] {
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

  protected async save(): Promise<boolean> {
    if (this.document.stale) {
      const looked = await this.look();
      if (looked >= 300 || looked === 0) return this.report(looked);
    }
    this.queue(...this.news(this.around.snapshot()));
    const told = this.queued;
    const delivery = await this.outbox.deliver();
    if (delivery !== "delivered") return this.report(delivery === "denied" ? 403 : 0);
    this.delivered = told;
    return this.report(await this.keep());
  }

  /** What another window or device has kept since is put together with this one's. The status, 200 for a document that is gone. */
  private async look(): Promise<number> {
    const { status, text, other } = await this.document.read();
    if (status === 404 || status === 204) return 200;
    if (status !== 200 || !other) return status;
    const { suspend, ...told } = readDocument(text);
    if (!this.around.merge(suspend)) {
      this.document.foreign = true;
      return 409;
    }
    this.queued = more(this.queued, told);
    this.delivered = more(this.delivered, told);
    return status;
  }

  private async keep(): Promise<number> {
    for (let left = TRIES; left > 0; left--) {
      const status = await this.document.write(this.text(this.around.snapshot()));
      if (status !== 412) return status;
      const looked = await this.look();
      if (looked !== 200) return looked;
    }
    return 412;
  }

  /** Only what has arrived counts as told: whatever else is told again, under the same id. */
  protected text({ suspend }: Snapshot): string {
    const { completed, success, progress, attempted } = this.delivered;
    return JSON.stringify({ suspend, completed, success, progress, attempted });
  }

  private report(status: number): boolean {
    const { ears } = this.around;
    const safe = status >= 200 && status < 300;
    const key = this.trouble(status);
    for (const each of ["notice.not-allowed", "notice.not-saved"] as const) if (safe || each !== key) ears.calm(each);
    this.shelve(safe ? null : this.around.snapshot().suspend);
    if (safe) ears.saved();
    else ears.trouble(key, this.document.foreign ? undefined : () => this.again());
    return safe;
  }

  private trouble(status: number): TroubleKey {
    if (this.document.foreign) return "notice.elsewhere";
    return status === 401 || status === 403 ? "notice.not-allowed" : "notice.not-saved";
  }

  /** What no store has yet waits in this tab beside the statements, so that a reload with a dead network loses nothing. */
  protected shelve(suspend: string | null): void {
    try {
      if (suspend === null) this.shelf?.removeItem(this.place);
      else this.shelf?.setItem(this.place, suspend);
    } catch {
      // As for the statements (outbox.ts).
    }
  }

  protected shelved(): string {
    try {
      return this.shelf?.getItem(this.place) ?? "";
    } catch {
      return "";
    }
  }

  private get place(): string {
    return `coursepack progress ${this.statements.attempt}`;
  }

  private refused(statement: Statement, status: number): void {
    console.error(`The record store refused a statement (${status})`, statement);
    this.around.ears.trouble("notice.statement-refused");
  }
}

/** What two windows have told. */
function more(mine: Told, theirs: Told): Told {
  return {
    attempted: mine.attempted || theirs.attempted,
    progress: Math.max(mine.progress, theirs.progress),
    completed: mine.completed || theirs.completed,
    success: mine.success === "passed" || theirs.success === "unknown" ? mine.success : theirs.success,
  };
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
