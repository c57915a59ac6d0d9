// When a page is done, and when the course is completed, passed or failed.
import type { CourseData, PageData, QuizData } from "./course.ts";
import { type Ratio, reaches, total } from "./scoring.ts";
import { attemptsLeft, quizState, type State, UNDER_WAY, unanswered } from "./state.ts";

export type Success = "passed" | "failed" | "unknown";

export interface ObjectiveResult {
  id: string;
  /** null: no best attempt has asked it so far. */
  score: Ratio | null;
  /** Per cent that a pass needs; null: none. */
  mark: number | null;
}

export interface Verdict {
  completed: boolean;
  success: Success;
  score: Ratio | null;
  /** Those that assessments can ask, always the same in the same order. */
  objectives: ObjectiveResult[];
  /** Nothing that the learner can still do changes the verdict. */
  settled: boolean;
}

function checkAnswered(quiz: QuizData, state: State): boolean {
  const kept = quizState(state, quiz);
  const asks = quiz.questions.some(({ points }) => points > 0);
  return !asks || (kept.entries.length > 0 && unanswered(kept, quiz).length === 0);
}

/** Read to its end, with every question of each check on it answered. */
export function pageRead(page: PageData, course: CourseData, state: State): boolean {
  const checks = course.quizzes.filter((quiz) => quiz.purpose === "check" && page.quizzes.includes(quiz.n));
  const read = page.blocks.length > 0 && page.blocks.every((n) => state.seen.has(n));
  return read && checks.every((quiz) => checkAnswered(quiz, state));
}

/** Who goes round a page with a content note loses nothing by it; an assessment on it is still asked for by the course's rule. */
export function pageDone(page: PageData, course: CourseData, state: State): boolean {
  return state.passedOver.has(page.n) || pageRead(page, course, state);
}

/** Done pages of all pages, in whole per cent, rounded down. */
export function progress(course: CourseData, state: State): number {
  const done = course.pages.filter((page) => pageDone(page, course, state)).length;
  return course.pages.length ? Math.floor((done * 100) / course.pages.length) : 0;
}

function assessments(course: CourseData): QuizData[] {
  return course.quizzes.filter((quiz) => quiz.purpose === "assessment");
}

export function courseScore(course: CourseData, state: State): Ratio | null {
  const asked = assessments(course);
  return total(
    asked.map((quiz) => quizState(state, quiz).best),
    asked.map((quiz) => quiz.weight),
  );
}

/** Of each objective that a best attempt has asked, by number: what was earned of what could be. */
export function objectiveScores(course: CourseData, state: State): Map<number, Ratio> {
  const scores = new Map<number, Ratio>();
  for (const quiz of assessments(course)) {
    for (const [n, { earned, possible }] of quizState(state, quiz).best?.objectives ?? []) {
      const known = scores.get(n) ?? { earned: 0, possible: 0 };
      scores.set(n, { earned: known.earned + earned, possible: known.possible + possible });
    }
  }
  return scores;
}

/** In the order of the course. */
function objectiveResults(course: CourseData, state: State): ObjectiveResult[] {
  const scores = objectiveScores(course, state);
  const asked = new Set(assessments(course).flatMap((quiz) => quiz.questions.map(({ aim }) => aim)));
  const measured = course.objectives.filter(({ n }) => asked.has(n));
  return measured.map(({ n, id, mark }) => ({ id, mark, score: scores.get(n) ?? null }));
}

/** Objectives with a mark of their own, by number. */
export function marksOf(course: CourseData): Map<number, number> {
  return new Map(course.objectives.flatMap(({ n, mark }): [number, number][] => (mark === null ? [] : [[n, mark]])));
}

/** Each objective with a mark reaches it. One that was never asked does not. */
function mastered(course: CourseData, state: State): boolean {
  const scores = objectiveScores(course, state);
  return [...marksOf(course)].every(([n, mark]) => {
    const ratio = scores.get(n);
    return ratio !== undefined && reaches(ratio, mark);
  });
}

function success(course: CourseData, state: State): Success {
  const result = courseScore(course, state);
  if (course.passMark === null) return "unknown";
  if (state.passed || (result && reaches(result, course.passMark) && mastered(course, state))) return "passed";
  const left = assessments(course).some((quiz) => mayHandIn(quiz, state));
  return result && !left ? "failed" : "unknown";
}

/** An attempt under way may be handed in, even if an update allows fewer now. */
function mayHandIn(quiz: QuizData, state: State): boolean {
  const { attempts, mode } = quizState(state, quiz);
  return mode === UNDER_WAY || attemptsLeft(quiz, attempts) > 0;
}

/** null: the rule asks nothing of the assessments, or there are none to ask it of. */
function assessmentsMet(course: CourseData, state: State, passed: boolean): boolean | null {
  const asked = assessments(course);
  switch (course.completion.assessments) {
    case "none":
      return null;
    case "submitted":
      return asked.length ? asked.every((quiz) => quizState(state, quiz).attempts > 0) : null;
    case "passed":
      return passed;
  }
}

function pagesDone(course: CourseData, state: State): boolean {
  return course.pages.length > 0 && course.pages.every((page) => pageDone(page, course, state));
}

/** A rule that asks for nothing would complete a course by opening it: then the pages have to be done after all. */
function completed(course: CourseData, state: State, passed: boolean): boolean {
  const met = assessmentsMet(course, state, passed);
  const readAll = course.completion.pages === "all" || met === null;
  return state.completed || ((!readAll || pagesDone(course, state)) && met !== false);
}

/** Completion and passed are latched in the state: once told, nothing takes them back. */
export function judge(course: CourseData, state: State): Verdict {
  const verdict = success(course, state);
  const done = completed(course, state, verdict === "passed");
  const open = course.passMark !== null && verdict === "unknown";
  return {
    completed: done,
    success: verdict,
    score: courseScore(course, state),
    objectives: objectiveResults(course, state),
    settled: verdict === "failed" || (done && !open),
  };
}

export function latch(state: State, verdict: Verdict): void {
  state.completed ||= verdict.completed;
  state.passed ||= verdict.success === "passed";
  state.failed = verdict.success === "failed";
}
