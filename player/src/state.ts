// What the player remembers about a learner. Everything is kept by lock number, never by position.
import type { CourseData, QuizData } from "./course.ts";
import { pruneKeep } from "./keeps/index.ts";
import { newSeed, nextQuestions, questionOrder } from "./order.ts";
import { questionType } from "./questions/index.ts";
import { better, type Ratio, score } from "./scoring.ts";

export type Mode = 0 | 1 | 2;
export const CLOSED: Mode = 0;
export const UNDER_WAY: Mode = 1;
export const ON_SHOW: Mode = 2;

/** Counters stop where the suspend data would grow beyond what the build has proved (coursepack/suspend.py). */
export const MOST_ATTEMPTS = 32 ** 2 - 1;
export const MOST_INTERACTIONS = 32 ** 3 - 1;

/** `response` is what the question's type wrote; "" is unanswered. */
export interface Entry {
  question: number;
  response: string;
}

export interface QuizState {
  attempts: number;
  best: Ratio | null;
  mode: Mode;
  seed: number;
  entries: Entry[];
}

export interface State {
  page: number;
  completed: boolean;
  passed: boolean;
  failed: boolean;
  nextInteraction: number;
  seen: Set<number>;
  quizzes: Map<number, QuizState>;
  /** Pages with a content note that the learner went round: they count as done, their blocks not as seen. */
  passedOver: Set<number>;
  bookmarks: Set<number>;
  /** What a learner put into a block, by block number, as the block's type writes it (keeps/). */
  kept: Map<number, string>;
}

export function freshState(): State {
  return {
    page: 0,
    completed: false,
    passed: false,
    failed: false,
    nextInteraction: 0,
    seen: new Set(),
    quizzes: new Map(),
    passedOver: new Set(),
    bookmarks: new Set(),
    kept: new Map(),
  };
}

export function quizState(state: State, quiz: QuizData): QuizState {
  return state.quizzes.get(quiz.n) ?? { attempts: 0, best: null, mode: CLOSED, seed: 0, entries: [] };
}

/** A new attempt, or the first sight of a check: asks for a draw and leaves every question open. */
export function openQuiz(state: State, quiz: QuizData, random?: () => number): QuizState {
  const seed = newSeed(quiz, random);
  const entries = questionOrder(quiz, seed).map((question) => ({ question, response: "" }));
  return { ...quizState(state, quiz), mode: UNDER_WAY, seed, entries };
}

export function setResponse(open: QuizState, question: number, response: string): void {
  for (const entry of open.entries) if (entry.question === question) entry.response = response;
}

export function unanswered(open: QuizState): number[] {
  return open.entries.filter((entry) => entry.response === "").map((entry) => entry.question);
}

/** Hands an attempt in: counts it, and keeps it if it is better than the best so far. */
export function handIn(open: QuizState, quiz: QuizData): Ratio {
  const result = score(quiz, open.entries);
  open.best = better(open.best, result);
  open.attempts = Math.min(open.attempts + 1, MOST_ATTEMPTS);
  open.mode = ON_SHOW;
  return result;
}

export function attemptsLeft(quiz: QuizData, handedIn: number): number {
  return quiz.attempts === null ? Number.POSITIVE_INFINITY : Math.max(0, quiz.attempts - handedIn);
}

/** Drops whatever an update of the course has removed, so that nothing later meets a number it does not know. */
export function prune(state: State, course: CourseData): State {
  const pages = new Set(course.pages.map((page) => page.n));
  const blocks = new Set(course.pages.flatMap((page) => page.blocks));
  const known = course.quizzes.filter((quiz) => state.quizzes.has(quiz.n));
  return {
    ...state,
    page: pages.has(state.page) ? state.page : 0,
    seen: only(state.seen, blocks),
    quizzes: new Map(known.map((quiz) => [quiz.n, pruneQuiz(quizState(state, quiz), quiz)])),
    passedOver: only(state.passedOver, pages),
    bookmarks: only(state.bookmarks, pages),
    kept: pruneKept(state.kept, course),
  };
}

function only(numbers: ReadonlySet<number>, known: ReadonlySet<number>): Set<number> {
  return new Set([...numbers].filter((n) => known.has(n)));
}

function pruneKept(kept: ReadonlyMap<number, string>, course: CourseData): Map<number, string> {
  const left = course.keeps.map((keep): [number, string] => [keep.n, pruneKeep(keep, kept.get(keep.n) ?? "")]);
  return new Map(left.filter(([, response]) => response !== ""));
}

function pruneQuiz(kept: QuizState, quiz: QuizData): QuizState {
  const entries = kept.entries.flatMap((entry) => pruneEntry(entry, quiz));
  const mode = entries.length ? kept.mode : CLOSED;
  const all = quiz.draw ?? quiz.questions.length;
  // A check asks all of its questions, so one that an update has added joins those already answered.
  if (!quiz.assessment) {
    const open = { ...kept, attempts: 0, best: null, mode: mode && UNDER_WAY };
    return { ...open, entries: refilled(quiz, open, entries, all) };
  }
  if (mode !== UNDER_WAY) return { ...kept, mode, entries };
  return { ...kept, mode, entries: refilled(quiz, kept, entries, Math.min(all, kept.entries.length)) };
}

/** An attempt that lost questions asks others instead: one question left of ten would be an easy pass. */
function refilled(quiz: QuizData, { seed, mode }: QuizState, entries: Entry[], count: number): Entry[] {
  if (mode === CLOSED) return entries;
  const asked = new Set(entries.map((entry) => entry.question));
  const added = nextQuestions(quiz, seed, asked, count - entries.length);
  return [...entries, ...added.map((question) => ({ question, response: "" }))];
}

function pruneEntry(entry: Entry, quiz: QuizData): Entry[] {
  const question = quiz.questions.find((each) => each.n === entry.question);
  if (!question) return [];
  return [{ question: entry.question, response: questionType(question).prune(question, entry.response) }];
}
