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
    else this.open();
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

  finish(): void {
    if (this.over) return;
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

  private open(): void {
    for (const standing of this.standings) if (!standing.fresh) standing.keep();
    if (this.verdicts) this.begin();
    this.lms.set(this.edition.exit, "suspend");
    if (!this.report(this.commit())) this.schedule.want("soon");
    this.pulse = setInterval(() => this.beat(), PULSE);
  }

  private beat(): void {
    if (this.around.elapsed() === this.timed) return;
    this.withTime = true;
    this.schedule.want("now");
  }

  /** Tries every part, so that one refusal does not keep the rest from the LMS. */
  private save(): boolean {
    const back = this.lms.stepAside();
    const wrote = this.write(this.around.snapshot());
    const timed = !this.withTime || this.writeTime();
    this.writeInteractions();
    const committed = back && this.commit();
    if (committed) this.untold = [];
    if (committed) this.withTime = false;
    return this.report(wrote && timed && committed);
  }

  private report(safe: boolean): boolean {
    const { ears } = this.around;
    if (safe) {
      ears.calm("notice.not-saved");
      ears.saved();
    } else ears.trouble("notice.not-saved", () => this.schedule.run());
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
    return this.lms.set(this.edition.time, this.edition.duration(this.timed));
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
