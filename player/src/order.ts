// Which questions an attempt asks, and in what order. Everything follows from the attempt's seed and the numbers of
// the lock file, so that a question or option added by an update never moves the others.
import type { QuestionData, QuizData } from "./course.ts";

export const SEEDS = 2 ** 30;

/** What is drawn and mixed together: a question, or all questions of a set. */
type Unit = readonly number[];

const NONE: ReadonlySet<number> = new Set();

export function mix(seed: number, n: number): number {
  let h = (seed ^ Math.imul(n, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

export function mixed(seed: number, numbers: readonly number[], salt = 0): number[] {
  return [...numbers].sort((a, b) => mix(seed, salt + a) - mix(seed, salt + b) || a - b);
}

/** In source order, without the questions of `but`; a set of which one was asked is no unit any more. */
function units(quiz: QuizData, but: ReadonlySet<number> = NONE): Unit[] {
  const bySet = new Map<string, number[]>();
  for (const { n, set } of quiz.questions) {
    const key = set === undefined ? `question ${n}` : `set ${set}`;
    bySet.set(key, [...(bySet.get(key) ?? []), n]);
  }
  return [...bySet.values()].filter((unit) => !unit.some((n) => but.has(n)));
}

const head = (unit: Unit) => unit[0] ?? 0;

/** Those not used before come first, then all in the order of the seed. */
function drawn(from: Unit[], count: number, seed: number, used: ReadonlySet<number>): Unit[] {
  const rank = (unit: Unit) => Number(unit.some((n) => used.has(n)));
  const ranked = [...from].sort(
    (a, b) => rank(a) - rank(b) || mix(seed, head(a)) - mix(seed, head(b)) || head(a) - head(b),
  );
  return ranked.slice(0, Math.max(0, count));
}

/** The question numbers of one attempt, in the order of asking. `used` are those that earlier attempts have asked. */
export function questionOrder(quiz: QuizData, seed: number, used: ReadonlySet<number> = NONE): number[] {
  const all = units(quiz);
  const taken = new Set(
    quiz.draws?.flatMap(({ count, from }) =>
      drawn(
        all.filter((unit) => from.includes(head(unit))),
        count,
        seed,
        used,
      ),
    ) ?? all,
  );
  const kept = all.filter((unit) => taken.has(unit));
  const order = quiz.shuffleQuestions ? drawn(kept, kept.length, seed, NONE) : kept;
  return order.flat();
}

/** `used` after an attempt has asked `asked`: a pool that is used up begins anew, without what was asked just now. */
export function usedAfter(quiz: QuizData, used: ReadonlySet<number>, asked: readonly number[]): Set<number> {
  const after = new Set([...used, ...asked]);
  if (!quiz.draws) return new Set();
  for (const { from } of quiz.draws) {
    if (!from.every((n) => after.has(n))) continue;
    for (const n of from) if (!asked.includes(n)) after.delete(n);
  }
  return after;
}

/** Questions that take the places of removed ones: those that the draw would have taken next. */
export function nextQuestions(quiz: QuizData, seed: number, asked: ReadonlySet<number>, count: number): number[] {
  const free = units(quiz, asked);
  const left = quiz.questions.map(({ n }) => n).filter((n) => !asked.has(n));
  if (!quiz.draws) return left.length > count ? whole(free, count) : left;
  const next = quiz.draws.flatMap((draw) => {
    const lost = draw.count - draw.from.filter((n) => asked.has(n)).length;
    const from = free.filter((unit) => draw.from.includes(head(unit)));
    return drawn(from, lost, seed, NONE);
  });
  return whole(next, count);
}

/** So many questions, and the rest of a set that was begun. */
function whole(from: readonly Unit[], count: number): number[] {
  const taken: number[] = [];
  for (const unit of from) if (taken.length < count) taken.push(...unit);
  return taken;
}

/** The most questions that an attempt can ask. */
export function mostAsked(quiz: QuizData): number {
  const sizes = (from: readonly number[] | null) =>
    units(quiz)
      .filter((unit) => from?.includes(head(unit)) ?? true)
      .map((unit) => unit.length)
      .sort((a, b) => b - a);
  const draws = quiz.draws?.map(({ count, from }) => sizes(from).slice(0, count)) ?? [sizes(null)];
  return draws.flat().reduce((sum, size) => sum + size, 0);
}

/** Pinned options stay where they are; the others take the places that are left. */
export function optionOrder(quiz: QuizData, question: QuestionData, seed: number): number[] {
  const { options, pinned = [] } = question;
  const still = question.fixed || !quiz.shuffleOptions || question.type === "true-false";
  if (still) return [...options];
  const moving = mixed(
    seed,
    options.filter((n) => !pinned.includes(n)),
    question.n * 64,
  );
  return options.map((n) => (pinned.includes(n) ? n : (moving.shift() ?? n)));
}

/** A quiz that never mixes anything needs no seed; 0 keeps the suspend data short. */
export function newSeed(quiz: QuizData, random: () => number = Math.random): number {
  const draws = quiz.draws?.some(({ count, from }) => count < from.length);
  const own = quiz.questions.some((question) => question.mixed);
  const mixes = draws || own || quiz.shuffleQuestions || quiz.shuffleOptions;
  return mixes ? Math.floor(random() * SEEDS) : 0;
}
