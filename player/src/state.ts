// What the player remembers about a learner. Everything is kept by lock number, never by position.
import { nowInSeconds } from "./clock.ts";
import type { CourseData, QuizData } from "./course.ts";
import { pruneKeep } from "./keeps/index.ts";
import { mostAsked, newSeed, nextQuestions, questionOrder, usedAfter } from "./order.ts";
import { questionType } from "./questions/index.ts";
import { better, isRight, type Marks, type Score, score } from "./scoring.ts";

export type Mode = 0 | 1 | 2;
export const CLOSED: Mode = 0;
export const UNDER_WAY: Mode = 1;
export const ON_SHOW: Mode = 2;

/** Counters stop where the suspend data would grow beyond what the build has proved (coursepack/suspend.py). */
export const MOST_ATTEMPTS = 32 ** 2 - 1;
export const MOST_INTERACTIONS = 32 ** 3 - 1;
export const MOST_TRIES = 7;

/** What a learner did with one question. `response` is what the question's type wrote; "" is unanswered. */
export interface Entry {
  question: number;
  response: string;
  /** How often it was answered, where it says at once how it went. */
  tries: number;
  hints: number;
  /** 1 to 3: unsure to sure; 0: not said. */
  confidence: number;
  /** Right already in the attempt before, and not asked again. */
  carried: boolean;
}

export interface QuizState {
  attempts: number;
  best: Score | null;
  mode: Mode;
  seed: number;
  entries: Entry[];
  /** Questions that attempts have asked, until the pool is used up. */
  used: Set<number>;
  /** Seconds (clock.ts) at which the attempt under way began, else the last was handed in; 0 where no rule of the quiz asks. */
  since: number;
  /** Per cent of extra time that the learner took for the attempt under way. */
  extra: number;
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
  return state.quizzes.get(quiz.n) ?? freshQuiz();
}

export function freshQuiz(): QuizState {
  return { attempts: 0, best: null, mode: CLOSED, seed: 0, entries: [], used: new Set(), since: 0, extra: 0 };
}

export function openEntry(question: number): Entry {
  return { question, response: "", tries: 0, hints: 0, confidence: 0, carried: false };
}

/** A new attempt, or the first sight of a check: asks for a draw and leaves every question open. */
export function openQuiz(state: State, quiz: QuizData, random?: () => number, extra = 0): QuizState {
  const before = quizState(state, quiz);
  const since = quiz.timeLimit === null ? 0 : nowInSeconds();
  const entries = quiz.retry === "missed" ? carriedOver(quiz, before) : [];
  if (entries.length > 0) return { ...before, mode: UNDER_WAY, entries, since, extra };
  const seed = newSeed(quiz, random);
  const asked = questionOrder(quiz, seed, before.used);
  const used = usedAfter(quiz, before.used, asked);
  return { ...before, mode: UNDER_WAY, seed, entries: asked.map(openEntry), used, since, extra };
}

/** The same questions once more, of which those that were right stay answered. */
function carriedOver(quiz: QuizData, before: QuizState): Entry[] {
  if (before.mode !== ON_SHOW) return [];
  return before.entries.map((entry) => {
    const question = quiz.questions.find((each) => each.n === entry.question);
    const right = question !== undefined && entry.response !== "" && isRight(question, entry.response);
    return right ? { ...entry, carried: true } : openEntry(entry.question);
  });
}

export function setResponse(open: QuizState, question: number, response: string): void {
  for (const entry of open.entries) if (entry.question === question) entry.response = response;
}

/** Numbers of the questions that want an answer and have none, or only its beginning; a survey's questions want none. */
export function unanswered(open: QuizState, quiz: QuizData): number[] {
  const wanting = open.entries.filter(({ question: n, response }) => {
    const question = quiz.questions.find((each) => each.n === n && each.points > 0);
    return question && (response === "" || questionType(question).goesOn?.(question, response));
  });
  return wanting.map(({ question }) => question);
}

/** Hands an attempt in: counts it, and keeps it if it is better than the best so far. */
export function handIn(open: QuizState, quiz: QuizData, marks?: Marks): Score {
  const result = score(quiz, open.entries);
  open.best = better(open.best, result, marks);
  open.attempts = Math.min(open.attempts + 1, MOST_ATTEMPTS);
  open.mode = ON_SHOW;
  open.since = quiz.wait > 0 ? nowInSeconds() : 0;
  return result;
}

/** Seconds until an attempt may begin; 0: now. */
export function waiting(quiz: QuizData, { attempts, since, mode }: QuizState): number {
  if (quiz.wait === 0 || attempts === 0 || mode === UNDER_WAY) return 0;
  return Math.max(0, since + quiz.wait * 60 - nowInSeconds());
}

/** Seconds that are left for the attempt under way; null: as many as one likes. */
export function timeLeft(quiz: QuizData, { since, extra, mode }: QuizState): number | null {
  if (quiz.timeLimit === null || mode !== UNDER_WAY) return null;
  return since + Math.floor((quiz.timeLimit * 60 * (100 + extra)) / 100) - nowInSeconds();
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

function pruneQuiz(before: QuizState, quiz: QuizData): QuizState {
  const known = new Set(quiz.questions.map(({ n }) => n));
  const kept = { ...before, used: only(before.used, known) };
  const entries = kept.entries.flatMap((entry) => pruneEntry(entry, quiz));
  const mode = entries.length ? kept.mode : CLOSED;
  const all = mostAsked(quiz);
  // A check asks all of its questions, so one that an update has added joins those already answered.
  if (quiz.purpose === "check") {
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
  return [...entries, ...nextQuestions(quiz, seed, asked, count - entries.length).map(openEntry)];
}

function pruneEntry(entry: Entry, quiz: QuizData): Entry[] {
  const question = quiz.questions.find((each) => each.n === entry.question);
  if (!question) return [];
  return [{ ...entry, response: questionType(question).prune(question, entry.response) }];
}
