// What all editions of SCORM have in common. Writes only what changed, and never lowers what the LMS holds. The editions differ in
// their words (edition.ts) and in what they call a status.
import type { CourseData } from "../course.ts";
import type { ObjectiveResult, Verdict } from "../rules.ts";
import { percentText, type Ratio, reaches } from "../scoring.ts";
import { MOST_INTERACTIONS } from "../state.ts";
import type { Edition } from "./edition.ts";
import type { Found } from "./find-api.ts";
import { Lms, type Outcome } from "./lms.ts";
import {
  type Happening,
  NotStarted,
  type Numbered,
  type Runtime,
  type Snapshot,
  type Start,
  type Surroundings,
  type Urgency,
} from "./runtime.ts";
import { Schedule } from "./schedule.ts";
import type { Standing } from "./standing.ts";

/** Also keeps the LMS session alive while somebody reads one long page. */
const PULSE = 3 * 60_000;

/** passed, failed: the course is over that way. open: something is left to do. done: completed, and there is nothing to pass. */
export type Told = "passed" | "failed" | "open" | "done";

export abstract class Scorm implements Runtime {
  protected readonly lms: Lms;
  /** Every status that the edition has. The first tells whether this attempt was begun. */
  protected abstract readonly standings: readonly [Standing<string>, ...Standing<string>[]];
  protected verdicts = true;
  private readonly schedule = new Schedule(() => this.save());
  private readOnly = false;
  private journal = false;
  protected aims = false;
  private scoreParts = new Set<string>();
  private untold: Numbered[] = [];
  private timed = 0;
  private withTime = false;
  private over = false;
  private learner = "";
  /** Session time of an earlier session of the LMS, which counts there. */
  private before = 0;
  /** The LMS began anew, and not with this learner in this course. */
  private foreign = false;
  private failures = 0;
  private pulse: ReturnType<typeof setInterval> | undefined;

  constructor(
    found: Found,
    private readonly edition: Edition,
    protected readonly course: CourseData,
    private readonly around: Surroundings,
  ) {
    this.lms = new Lms(found, edition);
  }

  /** Whatever the edition has to read before anything is written. */
  protected abstract readMore(): void;
  /** The first words of an attempt. An LMS may turn an untouched status into "completed" when the course is closed. */
  protected abstract begin(): void;
  /** The score goes first; an LMS that refuses it has the status all the same. */
  protected abstract writeVerdict(snapshot: Snapshot): boolean;
  protected abstract holdsPass(): boolean;
  protected abstract writeInteraction(told: Numbered): Outcome;
  protected abstract objectiveFields(objective: ObjectiveResult, settled: boolean): [string, string][];
  protected abstract objectiveIndex(at: number, objective: ObjectiveResult): number;
  protected abstract exitAtEnd(verdict: Verdict): string;

  /** Rejects when the LMS does not open a session. */
  async start(): Promise<Start> {
    const opened = this.lms.initialize();
    const words = this.standings.map((one) => one.read());
    if (!opened && words[0] === "") throw new NotStarted("notice.refused");
    this.readMode();
    const start = this.read();
    this.readMore();
    if (this.readOnly) this.around.ears.trouble("notice.review");
    else this.open(start.suspend !== "" && this.standings[0].silent);
    return start;
  }

  record(urgency: Urgency, happening: Happening = {}): void {
    if (this.over || this.readOnly) return;
    if (this.journal) this.untold.push(...(happening.interactions ?? []));
    this.withTime ||= happening.interactions !== undefined && happening.result === undefined;
    if (urgency === "now") this.around.ears.saving();
    this.schedule.want(urgency);
  }

  hidden(): void {
    if (this.over || !this.schedule.pending) return;
    this.withTime = true;
    this.schedule.run();
  }

  /** Nobody sees the page: it may be the last time that anything runs here. */
  frozen(): void {
    this.hidden();
  }

  /** Better to hear now than after the next hour's work that the LMS has closed its session. */
  woken(): void {
    if (!this.over && !this.readOnly) this.schedule.want("now");
  }

  finish(): void {
    if (this.over || this.foreign) return;
    this.over = true;
    this.schedule.stop();
    clearInterval(this.pulse);
    try {
      if (!this.readOnly) this.lastWords();
    } catch (error) {
      console.error(error);
    }
    this.lms.finish();
  }

  private readMode(): void {
    const mode = this.lms.get(this.edition.mode).trim().toLowerCase();
    const credit = this.lms.get(this.edition.credit).trim().toLowerCase();
    this.readOnly = mode === "review" || mode === "browse";
    this.verdicts = !this.readOnly && credit !== "no-credit";
  }

  private read(): Start {
    const suspend = this.readSuspend();
    this.learner = this.lms.get(this.edition.learner);
    this.scoreParts = this.lms.children(this.edition.score);
    this.aims = this.course.objectives.length > 0 && this.lms.children("cmi.objectives").has("id");
    const parts = this.lms.children("cmi.interactions");
    this.journal = parts.has("id") && !this.readOnly;
    const interactions = this.journal ? this.lms.count("cmi.interactions", MOST_INTERACTIONS) : null;
    return { suspend, readOnly: this.readOnly, interactions };
  }

  /** An LMS that opens a new attempt may still hold the text of the one before, whose completion is not this attempt's. */
  private readSuspend(): string {
    const text = this.lms.get("cmi.suspend_data");
    const mayBeOld = text !== "" && this.verdicts && this.standings[0].fresh;
    const suspend = mayBeOld && this.lms.get(this.edition.entry) === "ab-initio" ? "" : text;
    this.lms.holds("cmi.suspend_data", suspend);
    return suspend;
  }

  /** `secret`: an LMS that gave progress back and keeps its status to itself may hold a pass. The first words then come from the progress. */
  private open(secret: boolean): void {
    for (const standing of this.standings) if (!standing.fresh) standing.keep();
    if (this.verdicts && !secret) this.begin();
    this.lms.set(this.edition.exit, "suspend");
    if (!this.report(this.commit()) || secret) this.schedule.want("soon");
    this.pulse = setInterval(() => this.beat(), PULSE);
  }

  private beat(): void {
    if (this.around.elapsed() === this.timed) return;
    this.withTime = true;
    this.schedule.want("now");
  }

  private save(): boolean {
    if (this.foreign) return this.report(false);
    return this.report(this.tell() || (this.lms.asleep && this.reopen() && this.tell()));
  }

  /** Tries every part, so that one refusal does not keep the rest from the LMS. */
  private tell(): boolean {
    this.lms.asleep = false;
    const back = this.lms.stepAside();
    const wrote = this.write(this.around.snapshot());
    const timed = !this.withTime || this.writeTime();
    this.writeInteractions();
    const committed = back && this.commit();
    if (committed) this.untold = [];
    if (committed) this.withTime = false;
    return wrote && timed && committed;
  }

  /**
   * The LMS has begun anew, as after a log-in in its own window. Its session is opened and gone on with only where it is the
   * same learner in the same course: nothing may be told of anybody or anything else.
   */
  private reopen(): boolean {
    const began = this.lms.initialize();
    const text = this.lms.get("cmi.suspend_data");
    // Some hang out a new object for the same session: it says that it is open, and holds what it was told last.
    if (!began && !this.lms.held("cmi.suspend_data", text)) return false;
    const same = this.lms.get(this.edition.learner) === this.learner;
    this.readMode();
    this.foreign = this.readOnly || !same || text === "" || !this.around.merge(text);
    if (this.foreign) return false;
    this.lms.take();
    this.lms.awake();
    for (const standing of this.standings) standing.read();
    if (began) this.before = this.around.elapsed();
    return true;
  }

  private report(safe: boolean): boolean {
    const { ears } = this.around;
    const gone = this.lms.gone || this.foreign;
    this.failures = safe ? 0 : this.failures + 1;
    if (safe || gone) for (const key of ["notice.not-saved", "notice.sign-in"] as const) ears.calm(key);
    if (safe || !gone) ears.calm("notice.lms-gone");
    if (safe) ears.saved();
    else if (gone) ears.trouble("notice.lms-gone");
    else ears.trouble("notice.not-saved", () => this.schedule.run());
    if (!gone && this.failures > 1) ears.trouble("notice.sign-in");
    return safe;
  }

  private commit(): boolean {
    const safe = this.lms.commit();
    if (safe) for (const standing of this.standings) standing.committed();
    return safe;
  }

  private write(snapshot: Snapshot): boolean {
    const { exit, location, longestLocation } = this.edition;
    const kept = [
      this.lms.set(exit, "suspend"),
      this.lms.set(location, snapshot.page.slice(0, longestLocation)),
      this.lms.set("cmi.suspend_data", snapshot.suspend),
      !this.verdicts || this.writeResults(snapshot),
    ];
    return kept.every(Boolean);
  }

  /** Each has its own index, so that telling it again after a failed commit doubles nothing. */
  private writeInteractions(): void {
    for (const each of this.untold) {
      const outcome = this.writeInteraction(each);
      if (outcome === "unknown") this.journal = false;
      if (outcome === "lost" || !this.journal) return;
    }
  }

  private writeResults(snapshot: Snapshot): boolean {
    this.writeObjectives(snapshot.verdict);
    return this.writeVerdict(snapshot);
  }

  /** A detail, like the interactions: what an LMS refuses of it is left out. */
  private writeObjectives({ objectives, settled }: Verdict): void {
    if (!this.aims || objectives.every(({ score }) => score === null)) return;
    for (const [at, objective] of objectives.entries()) {
      const place = `cmi.objectives.${this.objectiveIndex(at, objective)}`;
      const fields = this.objectiveFields(objective, settled);
      if (!fields.every(([field, value]) => this.lms.set(`${place}.${field}`, value))) return;
    }
  }

  protected scoreOf({ score, completed }: Verdict): Ratio | null {
    return completed && this.course.scoreOnCompletion ? { earned: 1, possible: 1 } : score;
  }

  /** A lower score beside a pass of old would let an LMS with a mark of its own take the pass back. */
  protected scoreDue(told: Told, score: Ratio): boolean {
    const { passMark, scoreWithVerdictOnly } = this.course;
    if (told === "passed") return passMark === null || reaches(score, passMark);
    if (this.holdsPass()) return false;
    return told === "failed" || !scoreWithVerdictOnly;
  }

  /** Per cent, as the learner sees it. */
  protected writeScore(score: Ratio): boolean {
    const limits = { min: "0", max: "100" };
    for (const [part, value] of Object.entries(limits)) {
      if (this.scoreParts.has(part) && !this.lms.set(`${this.edition.score}.${part}`, value)) return false;
    }
    return this.lms.set(`${this.edition.score}.raw`, percentText(score));
  }

  private writeTime(): boolean {
    this.timed = this.around.elapsed();
    return this.lms.set(this.edition.time, this.edition.duration(this.timed - this.before));
  }

  private lastWords(): void {
    const snapshot = this.around.snapshot();
    this.write(snapshot);
    this.writeInteractions();
    this.writeTime();
    this.lms.set(this.edition.exit, this.exitAtEnd(snapshot.verdict));
    this.lms.commit();
  }
}
