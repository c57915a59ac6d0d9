// Points and per cent in whole numbers: points in hundredths. A verdict never depends on how a computer rounds.
import type { QuestionData, QuizData } from "./course.ts";
import { questionType } from "./questions/index.ts";
import type { Parts } from "./questions/type.ts";
import type { Entry } from "./state.ts";

/** In hundredths of a point. */
export interface Ratio {
  earned: number;
  possible: number;
}

const HUNDREDTHS = 100;

export function isRight(question: QuestionData, response: string): boolean {
  const { judged, good } = questionType(question).parts(question, response);
  return good === judged;
}

/** What a response earns, in hundredths of a point, cut: a third of a point is 33. */
export function earned(question: QuestionData, response: string): number {
  const { of, good } = share(question.policy, questionType(question).parts(question, response));
  return Math.floor((HUNDREDTHS * question.points * good) / of);
}

/** The share of the points that a policy gives. */
function share(
  policy: QuestionData["policy"],
  { judged, good, wanted, hits, misses }: Parts,
): { of: number; good: number } {
  switch (policy) {
    case "all-or-nothing":
      return { of: 1, good: Number(good === judged) };
    case "per-part":
      return { of: judged, good };
    case "right-minus-wrong":
      return { of: wanted, good: Math.max(0, hits - misses) };
  }
}

export function possible(question: QuestionData): number {
  return HUNDREDTHS * question.points;
}

/** Hundredths of a point as a number of points, for reports. */
export function inPoints(hundredths: number): number {
  return hundredths / HUNDREDTHS;
}

export function score(quiz: QuizData, entries: readonly Entry[]): Ratio {
  const total = { earned: 0, possible: 0 };
  for (const entry of entries) {
    const question = quiz.questions.find((each) => each.n === entry.question);
    if (!question) continue;
    total.possible += possible(question);
    total.earned += earned(question, entry.response);
  }
  return total;
}

/** The better of two attempts; the earlier one wins a tie. */
export function better(earlier: Ratio | null, later: Ratio): Ratio {
  if (!earlier) return later;
  return later.earned * earlier.possible > earlier.earned * later.possible ? later : earlier;
}

/** The course's score, once every assessment was handed in. */
export function total(best: readonly (Ratio | null)[]): Ratio | null {
  const handedIn = best.filter((each): each is Ratio => each !== null);
  if (handedIn.length === 0 || handedIn.length < best.length) return null;
  const sum = { earned: 0, possible: 0 };
  for (const { earned, possible } of handedIn) {
    sum.earned += earned;
    sum.possible += possible;
  }
  return sum.possible > 0 ? sum : null;
}

export function reaches(result: Ratio, passMark: number): boolean {
  return result.earned * 100 >= passMark * result.possible;
}

/** Hundredths of a per cent, cut: 79.996 % is 7999, never 8000. */
function hundredths({ earned, possible }: Ratio): number {
  return possible > 0 ? Math.floor((earned * 10000) / possible) : 0;
}

/** 80, 62.5, 79.99: shown to the learner, with the decimal sign of the language, and sent to the LMS alike. */
export function percent(result: Ratio): number {
  return hundredths(result) / 100;
}

export function percentText(result: Ratio): string {
  return String(percent(result));
}

/** 0 to 1 with at most four decimals, cut. */
export function scaled(result: Ratio): number {
  return hundredths(result) / 10000;
}
