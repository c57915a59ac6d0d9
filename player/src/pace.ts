// How long what is left may take: the build has spread the course's minutes over its pages.
import type { CourseData, PageData } from "./course.ts";
import { pageDone } from "./rules.ts";
import { quizState, type State } from "./state.ts";

/** A page takes its time until it is done, one with an assessment until that was handed in. */
function open(page: PageData, course: CourseData, state: State): boolean {
  const waits = course.quizzes.some(
    (quiz) => quiz.purpose === "assessment" && page.quizzes.includes(quiz.n) && quizState(state, quiz).attempts === 0,
  );
  return waits || !pageDone(page, course, state);
}

/** Minutes for what is left of these pages, about; 0 when nothing is. */
export function minutesLeft(pages: readonly PageData[], course: CourseData, state: State): number {
  const seconds = pages.reduce((sum, page) => sum + (open(page, course, state) ? page.seconds : 0), 0);
  return seconds ? Math.max(1, Math.round(seconds / 60)) : 0;
}
