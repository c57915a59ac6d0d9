// Points and per cent in whole numbers. A verdict never depends on how a computer rounds.
import type { QuestionData, QuizData } from "./course.ts";
import { questionType } from "./questions/index.ts";
import type { Entry } from "./state.ts";

export interface Ratio {
  earned: number;
  possible: number;
}

export function isRight(question: QuestionData, response: string): boolean {
  return questionType(question).isRight(question, response);
}

export function score(quiz: QuizData, entries: readonly Entry[]): Ratio {
  const total = { earned: 0, possible: 0 };
  for (const entry of entries) {
    const question = quiz.questions.find((each) => each.n === entry.question);
    if (!question) continue;
    total.possible += question.points;
    if (isRight(question, entry.response)) total.earned += question.points;
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
