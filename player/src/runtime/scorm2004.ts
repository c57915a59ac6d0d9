// SCORM 2004: completion and success apart, "incomplete" and "unknown" before anything else.

import type { CourseData } from "../course.ts";
import type { ObjectiveResult, Success, Verdict } from "../rules.ts";
import { type Ratio, scaled } from "../scoring.ts";
import { COMPLETION, SUCCESS, scorm2004 } from "./edition2004.ts";
import type { Found } from "./find-api.ts";
import { writeInteraction } from "./interactions2004.ts";
import type { Outcome } from "./lms.ts";
import { objectiveFields, Places } from "./objectives2004.ts";
import type { Numbered, Snapshot, Surroundings } from "./runtime.ts";
import { Scorm, type Told } from "./scorm.ts";
import { Standing } from "./standing.ts";

const COMPLETIONS = { completed: 2, incomplete: 1, "not attempted": 0, unknown: 0, "": 0 };
const SUCCESSES = { passed: 2, failed: 1, unknown: 0, "": 0 };

/** Nearly all: what is left may be a page or a pass. */
const ALMOST = 99;

export class Scorm2004 extends Scorm {
  private readonly completion = new Standing<keyof typeof COMPLETIONS>(this.lms, COMPLETION, COMPLETIONS, "unknown");
  private readonly success = new Standing<keyof typeof SUCCESSES>(this.lms, SUCCESS, SUCCESSES, "unknown");
  protected readonly standings = [this.completion, this.success] as const;
  private readonly places = new Places();
  /** Where the LMS decides by a measure of its own; null: it does not. */
  private passingScore: number | null = null;
  private threshold: number | null = null;

  constructor(found: Found, course: CourseData, around: Surroundings) {
    super(found, scorm2004, course, around);
  }

  protected readMore(): void {
    this.passingScore = this.measure("cmi.scaled_passing_score");
    this.threshold = this.measure("cmi.completion_threshold");
    if (this.aims) this.places.read(this.lms);
  }

  private measure(element: string): number | null {
    const text = this.lms.get(element).trim();
    return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
  }

  protected begin(): void {
    this.completion.raise("incomplete");
    if (this.success.fresh) this.lms.set(SUCCESS, "unknown");
  }

  protected writeVerdict({ verdict, progress }: Snapshot): boolean {
    const success = toldSuccess(verdict);
    const score = this.scoreOf(verdict);
    const written = [
      this.writeProgress(verdict.completed ? 100 : Math.min(progress, ALMOST), verdict.completed),
      score === null || this.writeScores(success, score),
      this.completion.raise(verdict.completed ? "completed" : "incomplete"),
      this.success.raise(success),
    ];
    return written.every(Boolean);
  }

  /** With a threshold the LMS completes the course when the measure reaches it: not before the course says so. */
  private writeProgress(percent: number, completed: boolean): boolean {
    const measure = percent / 100;
    if (!completed && this.completion.is("completed")) return true;
    if (measure === 0 || (!completed && this.threshold !== null && measure >= this.threshold)) return true;
    return this.lms.set("cmi.progress_measure", String(measure));
  }

  private writeScores(success: Success, score: Ratio): boolean {
    const told: Told = success === "unknown" ? "open" : success;
    if (!this.scoreDue(told, score)) return true;
    const measure = scaled(score);
    const kept = !this.agrees(success, measure) || this.lms.set("cmi.score.scaled", String(measure));
    return this.writeScore(score) && kept;
  }

  /** An LMS with a passing score concludes success from the measure: it gets one that leads to what the learner saw, or none. */
  private agrees(success: Success, measure: number): boolean {
    if (this.passingScore === null) return true;
    return success === (measure >= this.passingScore ? "passed" : "failed");
  }

  protected holdsPass(): boolean {
    return this.success.is("passed");
  }

  protected writeInteraction(told: Numbered): Outcome {
    return writeInteraction(this.lms, told, this.course);
  }

  protected objectiveFields(objective: ObjectiveResult, settled: boolean): [string, string][] {
    return objectiveFields(objective, settled);
  }

  protected objectiveIndex(_at: number, { id }: ObjectiveResult): number {
    return this.places.of(id);
  }

  /** Anything else ends the attempt: the next launch would begin with nothing, and the LMS would take the completion back. */
  protected exitAtEnd(): string {
    return "suspend";
  }
}

/** Many LMSs take a pass for the end of the course: it is told when the course is completed, as in SCORM 1.2. */
function toldSuccess({ success, completed }: Verdict): Success {
  return success === "passed" && !completed ? "unknown" : success;
}
