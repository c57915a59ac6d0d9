// Which questions an attempt asks, and in what order. Everything follows from the attempt's seed and the numbers of
// the lock file, so that a question or option added by an update never moves the others.
import type { QuestionData, QuizData } from "./course.ts";

export const SEEDS = 2 ** 30;

export function mix(seed: number, n: number): number {
  let h = (seed ^ Math.imul(n, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

function mixed(seed: number, numbers: readonly number[], salt = 0): number[] {
  return [...numbers].sort((a, b) => mix(seed, salt + a) - mix(seed, salt + b) || a - b);
}

/** The question numbers of one attempt, in the order of asking. */
export function questionOrder(quiz: QuizData, seed: number): number[] {
  const source = quiz.questions.map((question) => question.n);
  const drawn = new Set(mixed(seed, source).slice(0, quiz.draw ?? source.length));
  const kept = source.filter((n) => drawn.has(n));
  return quiz.shuffleQuestions ? mixed(seed, kept) : kept;
}

/** Questions that take the places of removed ones: those that the draw would have taken next. */
export function nextQuestions(quiz: QuizData, seed: number, asked: ReadonlySet<number>, count: number): number[] {
  const free = quiz.questions.map((question) => question.n).filter((n) => !asked.has(n));
  return (quiz.draw === null ? free : mixed(seed, free)).slice(0, Math.max(0, count));
}

export function optionOrder(quiz: QuizData, question: QuestionData, seed: number): number[] {
  const still = question.fixed || !quiz.shuffleOptions || question.type === "true-false";
  return still ? [...question.options] : mixed(seed, question.options, question.n * 64);
}

/** A quiz that never mixes anything needs no seed; 0 keeps the suspend data short. */
export function newSeed(quiz: QuizData, random: () => number = Math.random): number {
  const drawn = quiz.draw !== null && quiz.draw < quiz.questions.length;
  const mixes = drawn || quiz.shuffleQuestions || quiz.shuffleOptions;
  return mixes ? Math.floor(random() * SEEDS) : 0;
}
