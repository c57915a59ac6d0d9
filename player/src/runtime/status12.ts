// SCORM 1.2 has one word for completion and success. This is where the two are joined, and nowhere else.
import type { CourseData } from "../course.ts";
import type { Verdict } from "../rules.ts";

export type LessonStatus = "passed" | "completed" | "failed" | "incomplete" | "browsed" | "not attempted" | "";

export const RANK: Readonly<Record<LessonStatus, number>> = {
  passed: 4,
  completed: 3,
  failed: 2,
  incomplete: 1,
  browsed: 0,
  "not attempted": 0,
  "": 0,
};

export function lessonStatus(course: CourseData, verdict: Verdict): LessonStatus {
  if (verdict.success === "failed") return "failed";
  if (!verdict.completed) return "incomplete";
  if (course.passMark === null) return "completed";
  if (verdict.success === "passed") return "passed";
  return course.completion.assessments === "passed" ? "incomplete" : "completed";
}

/** The status in the words of the LMS: one that knows only "completed" hears "incomplete" until the course is. */
export function toldStatus(course: CourseData, verdict: Verdict): LessonStatus {
  if (!course.completedOnly) return lessonStatus(course, verdict);
  return verdict.completed ? "completed" : "incomplete";
}
