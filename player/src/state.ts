// What the player remembers about a learner. Everything is kept by lock number, never by position.
import type { CourseData, QuizData } from "./course.ts";
import { newSeed, questionOrder } from "./order.ts";
import { questionType } from "./questions/index.ts";
import { better, type Ratio, score } from "./scoring.ts";

export type Mode = 0 | 1 | 2;
export const CLOSED: Mode = 0;
export const UNDER_WAY: Mode = 1;
export const ON_SHOW: Mode = 2;

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
  open.attempts += 1;
  open.mode = ON_SHOW;
  return result;
}

export function attemptsLeft(quiz: QuizData, handedIn: number): number {
  return quiz.attempts === null ? Number.POSITIVE_INFINITY : Math.max(0, quiz.attempts - handedIn);
}

/** Drops whatever an update of the course has removed, so that nothing later meets a number it does not know. */
export function prune(state: State, course: CourseData): State {
  const blocks = new Set(course.pages.flatMap((page) => page.blocks));
  const known = course.quizzes.filter((quiz) => state.quizzes.has(quiz.n));
  return {
    ...state,
    page: course.pages.some((page) => page.n === state.page) ? state.page : 0,
    seen: new Set([...state.seen].filter((n) => blocks.has(n))),
    quizzes: new Map(known.map((quiz) => [quiz.n, pruneQuiz(quizState(state, quiz), quiz)])),
  };
}

function pruneQuiz(kept: QuizState, quiz: QuizData): QuizState {
  const entries = kept.entries.flatMap((entry) => pruneEntry(entry, quiz));
  if (!quiz.assessment) return { ...kept, attempts: 0, best: null, ...reopened(quiz, entries) };
  return { ...kept, mode: entries.length ? kept.mode : CLOSED, entries };
}

/** A check asks all of its questions, so one that an update has added joins those already answered. */
function reopened(quiz: QuizData, entries: Entry[]): Pick<QuizState, "mode" | "entries"> {
  if (entries.length === 0) return { mode: CLOSED, entries };
  const asked = new Set(entries.map((entry) => entry.question));
  const added = quiz.draw === null ? quiz.questions.filter((question) => !asked.has(question.n)) : [];
  return { mode: UNDER_WAY, entries: [...entries, ...added.map(({ n }) => ({ question: n, response: "" }))] };
}

function pruneEntry(entry: Entry, quiz: QuizData): Entry[] {
  const question = quiz.questions.find((each) => each.n === entry.question);
  if (!question) return [];
  return [{ question: entry.question, response: questionType(question).prune(question, entry.response) }];
}
