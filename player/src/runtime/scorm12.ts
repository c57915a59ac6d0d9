// SCORM 1.2: one status, "incomplete" before anything else.

import type { CourseData } from "../course.ts";
import type { ObjectiveResult, Verdict } from "../rules.ts";
import { STATUS, scorm12 } from "./edition12.ts";
import type { Found } from "./find-api.ts";
import { writeInteraction } from "./interactions12.ts";
import type { Outcome } from "./lms.ts";
import { objectiveFields } from "./objectives12.ts";
import type { Numbered, Snapshot, Surroundings } from "./runtime.ts";
import { Scorm, type Told } from "./scorm.ts";
import { Standing } from "./standing.ts";
import { type LessonStatus, lessonStatus, RANK, toldStatus } from "./status12.ts";

const TOLD: Partial<Record<LessonStatus, Told>> = { passed: "passed", failed: "failed", completed: "done" };

export class Scorm12 extends Scorm {
  private readonly status = new Standing<LessonStatus>(this.lms, STATUS, RANK, "not attempted");
  protected readonly standings = [this.status] as const;

  constructor(found: Found, course: CourseData, around: Surroundings) {
    super(found, scorm12, course, around);
  }

  protected readMore(): void {}

  protected begin(): void {
    this.status.raise("incomplete");
  }

  protected writeVerdict({ verdict }: Snapshot): boolean {
    const told = TOLD[lessonStatus(this.course, verdict)] ?? "open";
    const score = this.scoreOf(verdict);
    const scored = score === null || !this.scoreDue(told, score) || this.writeScore(score);
    const raised = this.status.raise(toldStatus(this.course, verdict));
    return scored && raised;
  }

  protected holdsPass(): boolean {
    const { completedOnly, completion } = this.course;
    const completedByPass = completedOnly && completion.assessments === "passed";
    return this.status.is("passed") || (!!completedByPass && this.status.is("completed"));
  }

  protected writeInteraction(told: Numbered): Outcome {
    return writeInteraction(this.lms, told);
  }

  protected objectiveFields(objective: ObjectiveResult, settled: boolean): [string, string][] {
    return objectiveFields(objective, settled);
  }

  protected objectiveIndex(at: number): number {
    return at;
  }

  protected exitAtEnd({ settled }: Verdict): string {
    return settled ? "" : "suspend";
  }
}
