// A pre-test: who shows that they know what a lesson teaches need not read it.
import type { QuizData } from "../course.ts";
import { type Ratio, reaches, type Score } from "../scoring.ts";
import type { State } from "../state.ts";

/** Passes over the pages of each lesson whose objectives reach its mark; the titles of these lessons. */
export function testOut(quiz: QuizData, { objectives }: Score, state: State): string[] {
  const known = quiz.testOut.filter((rule) => reaches(together(rule.objectives, objectives), rule.mark));
  for (const { pages } of known) for (const n of pages) state.passedOver.add(n);
  return known.map(({ title }) => title);
}

/** An objective that was not asked counts as one point of which nothing was earned. */
function together(wanted: readonly number[], scores: ReadonlyMap<number, Ratio>): Ratio {
  const whole = { earned: 0, possible: 0 };
  for (const n of wanted) {
    const { earned, possible } = scores.get(n) ?? { earned: 0, possible: 100 };
    whole.earned += earned;
    whole.possible += possible;
  }
  return whole;
}
