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

/** Of an attempt, with the part of each objective by its number. */
export interface Score extends Ratio {
  objectives: Map<number, Ratio>;
}

type Answered = Pick<Entry, "response" | "tries" | "hints">;

const HUNDREDTHS = 100;

export function isRight(question: QuestionData, response: string): boolean {
  const { judged, good } = questionType(question).parts(question, response);
  return good === judged;
}

/** What an answer earns, in hundredths of a point, cut: a third of a point is 33. Wrong tries before it and hints cost their share. */
export function earned(question: QuestionData, { response, tries, hints }: Answered): number {
  if (question.points === 0) return 0;
  const { of, good } = share(question.policy, questionType(question).parts(question, response));
  const cost = question.penalty * Math.max(0, tries - 1) + sum(question.hintCosts.slice(0, hints));
  return Math.floor((question.points * good * Math.max(0, HUNDREDTHS - cost)) / of);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

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

export function score(quiz: QuizData, entries: readonly Entry[]): Score {
  const whole: Score = { earned: 0, possible: 0, objectives: new Map() };
  for (const entry of entries) {
    const question = quiz.questions.find((each) => each.n === entry.question);
    if (!question || question.points === 0) continue;
    const one = { earned: earned(question, entry), possible: possible(question) };
    add(whole, one);
    if (question.aim) add(part(whole, question.aim), one);
  }
  return whole;
}

function add(to: Ratio, more: Ratio): void {
  to.earned += more.earned;
  to.possible += more.possible;
}

function part({ objectives }: Score, objective: number): Ratio {
  const known = objectives.get(objective) ?? { earned: 0, possible: 0 };
  objectives.set(objective, known);
  return known;
}

/** Per cent of its points that each objective needs, by its number. */
export type Marks = ReadonlyMap<number, number>;

function missed({ objectives }: Score, marks: Marks): number {
  return [...objectives].filter(([n, ratio]) => !reaches(ratio, marks.get(n) ?? 0)).length;
}

/** An attempt passes by its own points and objectives. */
export function attemptPassed(result: Score, passMark: number, marks: Marks): boolean {
  return reaches(result, passMark) && missed(result, marks) === 0;
}

/** The better of two attempts: the one that misses fewer marks of objectives, then the higher score; the earlier one wins a tie. */
export function better(earlier: Score | null, later: Score, marks: Marks = new Map()): Score {
  if (!earlier) return later;
  const [before, now] = [missed(earlier, marks), missed(later, marks)];
  if (before !== now) return now < before ? later : earlier;
  return later.earned * earlier.possible > earlier.earned * later.possible ? later : earlier;
}

/** The course's score, once every assessment was handed in. Where one has a weight, each counts by its own (without one: by its points). */
export function total(best: readonly (Ratio | null)[], weights: readonly (number | null)[] = []): Ratio | null {
  const handedIn = best.filter((each): each is Ratio => each !== null);
  if (handedIn.length === 0 || handedIn.length < best.length) return null;
  const whole = { earned: 0, possible: 0 };
  for (const each of handedIn) add(whole, each);
  if (whole.possible === 0) return null;
  return weights.some((weight) => weight !== null) ? weighted(handedIn, weights) : whole;
}

/**
 * Of 10,000, cut. The cut takes nothing from a verdict, because a pass mark is a whole number of hundreds of it. BigInt, because a
 * common denominator of several attempts may be larger than a number holds exactly.
 */
function weighted(best: readonly Ratio[], weights: readonly (number | null)[]): Ratio {
  let [earned, possible] = [0n, 1n];
  let all = 0n;
  for (const [at, each] of best.entries()) {
    // A weight is in points, as what stands in for it.
    const weight = BigInt(HUNDREDTHS * (weights[at] ?? 0) || each.possible);
    const of = BigInt(Math.max(1, each.possible));
    earned = earned * of + weight * BigInt(each.earned) * possible;
    possible *= of;
    all += weight;
  }
  return { earned: Number((10_000n * earned) / (possible * (all || 1n))), possible: 10_000 };
}

export function reaches(result: Ratio, passMark: number): boolean {
  // In whole numbers: a mark from cmi5's launch data may have two decimals.
  return result.possible > 0 && result.earned * 10_000 >= Math.round(passMark * 100) * result.possible;
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
