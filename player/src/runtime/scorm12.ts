// SCORM 1.2. Says "incomplete" before anything else, writes only what changed, and never lowers what the LMS holds.

import { timespan } from "../clock.ts";
import type { CourseData } from "../course.ts";
import type { Verdict } from "../rules.ts";
import { percentText, type Ratio, reaches } from "../scoring.ts";
import { MOST_INTERACTIONS } from "../state.ts";
import type { Found } from "./find-api.ts";
import { writeInteraction } from "./interactions12.ts";
import { Lms } from "./lms.ts";
import { objectiveFields } from "./objectives12.ts";
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
import { held, type LessonStatus, lessonStatus, rank } from "./status12.ts";

/** Also keeps the LMS session alive while somebody reads one long page. */
const PULSE = 3 * 60_000;

export class Scorm12 implements Runtime {
  private readonly lms: Lms;
  private readonly schedule = new Schedule(() => this.save());
  /** What the LMS holds for sure, and what it was told since. */
  private status: LessonStatus = "not attempted";
  private told: LessonStatus = "not attempted";
  private readOnly = false;
  private verdicts = true;
  private journal = false;
  private aims = false;
  private scoreParts = new Set<string>();
  private untold: Numbered[] = [];
  private timed = 0;
  private withTime = false;
  private over = false;
  private pulse: ReturnType<typeof setInterval> | undefined;

  constructor(
    found: Found,
    private readonly course: CourseData,
    private readonly around: Surroundings,
  ) {
    this.lms = new Lms(found);
  }

  /** Rejects when the LMS does not open a session. */
  async start(): Promise<Start> {
    const opened = this.lms.initialize();
    this.status = this.told = held(this.lms.get("cmi.core.lesson_status"));
    if (!opened && this.status === "") throw new NotStarted("notice.refused");
    this.readMode();
    const start = this.read();
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
    const mode = this.lms.get("cmi.core.lesson_mode").trim().toLowerCase();
    const credit = this.lms.get("cmi.core.credit").trim().toLowerCase();
    this.readOnly = mode === "review" || mode === "browse";
    this.verdicts = !this.readOnly && credit !== "no-credit";
  }

  private read(): Start {
    const suspend = this.readSuspend();
    this.scoreParts = this.lms.children("cmi.core.score");
    this.aims = this.course.objectives.length > 0 && this.lms.children("cmi.objectives").has("id");
    const parts = this.lms.children("cmi.interactions");
    this.journal = parts.has("id") && !this.readOnly;
    const count = this.journal ? this.lms.get("cmi.interactions._count").trim() : "";
    const believable = /^\d+$/.test(count) && Number(count) <= MOST_INTERACTIONS;
    return { suspend, readOnly: this.readOnly, interactions: believable ? Number(count) : null };
  }

  /** An LMS that opens a new attempt may still hold the text of the one before, whose completion is not this attempt's. */
  private readSuspend(): string {
    const text = this.lms.get("cmi.suspend_data");
    const mayBeOld = text !== "" && this.verdicts && this.status === "not attempted";
    const suspend = mayBeOld && this.lms.get("cmi.core.entry") === "ab-initio" ? "" : text;
    this.lms.holds("cmi.suspend_data", suspend);
    return suspend;
  }

  /** An LMS may turn an untouched "not attempted" into "completed" when the course is closed. */
  private open(): void {
    if (rank(this.status) > 0) this.lms.holds("cmi.core.lesson_status", this.status);
    else if (this.verdicts) this.raise("incomplete");
    this.lms.set("cmi.core.exit", "suspend");
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
    if (safe) this.status = this.told;
    return safe;
  }

  private write(snapshot: Snapshot): boolean {
    const kept = [
      this.lms.set("cmi.core.exit", "suspend"),
      this.lms.set("cmi.core.lesson_location", snapshot.page.slice(0, 255)),
      this.lms.set("cmi.suspend_data", snapshot.suspend),
      !this.verdicts || this.writeVerdict(snapshot),
    ];
    return kept.every(Boolean);
  }

  /** Each has its own index, so that telling it again after a failed commit doubles nothing. */
  private writeInteractions(): void {
    for (const each of this.untold) {
      const outcome = writeInteraction(this.lms, each);
      if (outcome === "unknown") this.journal = false;
      if (outcome === "lost" || !this.journal) return;
    }
  }

  /** The score goes first; an LMS that refuses it has the status all the same. */
  private writeVerdict({ verdict }: Snapshot): boolean {
    const status = lessonStatus(this.course, verdict);
    const { score } = verdict;
    this.writeObjectives(verdict);
    const scored = score === null || !this.scoreDue(status, score) || this.writeScore(percentText(score));
    const raised = rank(status) <= rank(this.status) || this.raise(status);
    return scored && raised;
  }

  /** A detail, like the interactions: what an LMS refuses of it is left out. */
  private writeObjectives({ objectives, settled }: Verdict): void {
    if (!this.aims || objectives.every(({ score }) => score === null)) return;
    for (const [at, objective] of objectives.entries()) {
      for (const [field, value] of objectiveFields(objective, settled)) {
        if (this.lms.set(`cmi.objectives.${at}.${field}`, value)) continue;
        return;
      }
    }
  }

  /** What is not committed yet does not count as held. */
  private raise(status: LessonStatus): boolean {
    const kept = this.lms.set("cmi.core.lesson_status", status);
    if (kept) this.told = status;
    return kept;
  }

  /** A lower score beside a pass of old would let an LMS with a mastery score take the pass back. */
  private scoreDue(status: LessonStatus, score: Ratio): boolean {
    const { passMark, scoreWithVerdictOnly } = this.course;
    if (status === "passed") return passMark === null || reaches(score, passMark);
    if (this.status === "passed") return false;
    return status === "failed" || !scoreWithVerdictOnly;
  }

  private writeScore(raw: string): boolean {
    const limits = { min: "0", max: "100" };
    for (const [part, value] of Object.entries(limits)) {
      if (this.scoreParts.has(part) && !this.lms.set(`cmi.core.score.${part}`, value)) return false;
    }
    return this.lms.set("cmi.core.score.raw", raw);
  }

  private writeTime(): boolean {
    this.timed = this.around.elapsed();
    return this.lms.set("cmi.core.session_time", timespan(this.timed));
  }

  private lastWords(): void {
    const snapshot = this.around.snapshot();
    this.write(snapshot);
    this.writeInteractions();
    this.writeTime();
    this.lms.set("cmi.core.exit", snapshot.verdict.settled ? "" : "suspend");
    this.lms.commit();
  }
}
