// cmi5 (Quartz): xAPI with a session that the LMS opens, watches and ends. docs/formats/cmi5.md
import type { CourseData } from "../course.ts";
import { scaled } from "../scoring.ts";
import type { Cmi5Launch } from "./cmi5-launch.ts";
import { Cmi5Lrs } from "./cmi5-lrs.ts";
import { Session } from "./cmi5-session.ts";
import { Cmi5Statements, type Template } from "./cmi5-statements.ts";
import type { Fetch, Stored } from "./lrs.ts";
import type { Shelf } from "./outbox.ts";
import { type Happening, NotStarted, type Snapshot, type Start, type Surroundings, type Urgency } from "./runtime.ts";
import type { Statement } from "./statements.ts";
import { Xapi } from "./xapi.ts";

/** What the page does with what the LMS says. */
export interface Page {
  back(url: string): void;
  sound(on: boolean): void;
}

/** The document LMS.LaunchData (10.2), as far as a course needs it. */
interface LaunchData {
  contextTemplate?: Template;
  launchMode?: string;
  masteryScore?: number;
  returnURL?: string;
}

export class Cmi5 extends Xapi {
  /** A page that was left has ended its session: to load it again opens no other. */
  readonly reloads = false;
  /** Browse or Review: nothing is recorded but that somebody was here. */
  private looking = false;
  private readonly session: Session;

  constructor(
    launch: Cmi5Launch,
    private readonly data: CourseData,
    around: Surroundings,
    shelf: Shelf | null,
    private readonly page: Page,
    send?: Fetch,
    private readonly store: Cmi5Lrs = new Cmi5Lrs(launch, launch.activityId, send),
    private readonly words: Cmi5Statements = new Cmi5Statements(data, launch),
  ) {
    super(launch, data, around, store, shelf, words, ` ${launch.fetch}`);
    this.outbox.has = (id) => store.has(id);
    this.session = new Session(launch, shelf, send);
  }

  async start(): Promise<Start> {
    if (this.session.back) this.page.back(this.session.back);
    await this.session.open();
    const mode = this.obey(read(await this.patiently(() => this.store.launchData())));
    this.prefer(await this.patiently(() => this.store.preferences()));
    this.looking = mode !== "Normal";
    const suspend = mode === "Browse" ? "" : await this.resume();
    if (!this.looking) await this.recall();
    if (!this.session.said("initialized")) this.queue(this.words.about("initialized"));
    this.session.note("initialized");
    this.schedule.want("soon");
    const unsaved = this.looking ? "" : this.shelved();
    return { suspend, unsaved, readOnly: this.looking, interactions: null };
  }

  record(urgency: Urgency, happening?: Happening): void {
    if (!this.looking) super.record(urgency, happening);
  }

  finish(): void {
    if (this.over) return;
    super.finish();
    this.outbox.closed = true;
    this.session.note("terminated");
  }

  private obey({ contextTemplate = {}, launchMode, masteryScore, returnURL }: LaunchData): string {
    this.words.template = contextTemplate;
    if (typeof masteryScore === "number" && this.data.passMark !== null) {
      this.words.mastery = masteryScore;
      this.data.passMark = Math.round(masteryScore * 10_000) / 100;
    }
    if (returnURL && returnURL !== this.session.back && /^https?:/i.test(returnURL)) {
      this.session.back = returnURL;
      this.page.back(returnURL);
    }
    if (launchMode === "Browse") this.around.ears.trouble("notice.browse");
    else if (launchMode === "Review") this.around.ears.trouble("notice.review");
    else if (launchMode !== "Normal") throw new NotStarted("notice.refused");
    return launchMode;
  }

  /** None, or none that can be read, is no trouble (11.0). */
  private prefer({ status, text }: Stored): void {
    const sound = status === 200 ? parsed(text)?.audioPreference : undefined;
    if (sound === "on" || sound === "off") this.page.sound(sound === "on");
  }

  /** A crash may have kept this window's forerunner from noting what it had told. In a registration each can be told only once. */
  private async recall(): Promise<void> {
    const { completed, success } = this.queued;
    if (this.document.text === "") return;
    const has = (verb: "completed" | "passed" | "failed") => this.store.has(this.words.onlyId(verb));
    const [done, passed, failed] = await Promise.all([
      completed || has("completed"),
      success === "passed" || has("passed"),
      success !== "unknown" || has("failed"),
    ]);
    const known = passed ? "passed" : failed ? "failed" : "unknown";
    this.queued = this.delivered = { ...this.queued, completed: done, success: known };
  }

  protected news(snapshot: Snapshot): Statement[] {
    if (this.looking) return [];
    const before = this.queued.success;
    const due = super.news(this.legal(snapshot));
    if (this.queued.success !== before) this.session.note("judged");
    return due;
  }

  /** What may be said of how things stand: by the mark of the LMS, one verdict in a session, and no progress once all is done. */
  private legal(snapshot: Snapshot): Snapshot {
    const { verdict } = snapshot;
    const { mastery } = this.words;
    const judged = mastery !== null && verdict.score !== null;
    const reached = judged && scaled(verdict.score ?? NOTHING) >= mastery;
    const short = verdict.success === "passed" && judged && !reached;
    const second = this.session.said("judged") && verdict.success !== this.queued.success;
    const success = short || second ? "unknown" : verdict.success;
    // Missed by an objective, not by the score: that would say the contrary.
    const score = success === "failed" && reached ? null : verdict.score;
    const progress = verdict.completed || this.queued.completed ? 0 : snapshot.progress;
    return { ...snapshot, progress, verdict: { ...verdict, success, score } };
  }

  protected async save(): Promise<boolean> {
    return this.looking ? (await this.outbox.deliver()) === "delivered" : super.save();
  }

  /** The LMS ends the session with the last statement: what is kept goes before it. */
  protected part(snapshot: Snapshot): void {
    if (!this.looking) {
      if (this.shelved()) this.shelve(snapshot.suspend);
      this.document.part(this.text(snapshot));
    }
    this.outbox.farewell((statement) => this.statements.weighty(statement));
  }
}

const NOTHING = { earned: 0, possible: 0 };

function read({ status, text }: Stored): LaunchData {
  if (status === 401 || status === 403) throw new NotStarted("notice.not-allowed");
  if (status === 0 || status >= 500) throw new NotStarted("notice.unreachable");
  const data = status === 200 ? parsed(text) : null;
  if (!data) throw new NotStarted("notice.refused");
  return data;
}

function parsed(text: string): (LaunchData & Record<string, unknown>) | null {
  try {
    return Object(JSON.parse(text));
  } catch {
    return null;
  }
}
