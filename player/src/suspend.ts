// Suspend data, version 2: the whole state in a short ASCII text with a check at its end (docs/player.md).
import { Damaged, digit, Reader, writeNumber, writeSet } from "./digits.ts";
import type { Ratio, Score } from "./scoring.ts";
import {
  CLOSED,
  type Entry,
  freshQuiz,
  freshState,
  MOST_INTERACTIONS,
  MOST_TRIES,
  type Mode,
  ON_SHOW,
  openEntry,
  type QuizState,
  type State,
} from "./state.ts";

const VERSION = "2";
/** Read as well: it ended after the quizzes, and counted whole points. */
const BEFORE = "1";
/** More than this an LMS may refuse. The build proves that it is enough, but not for what an older version has left. */
const LIMIT = 4096;

/** `course` is the id that the check covers: an LMS may show another course with what it kept of this one. */
export function writeSuspend(state: State, course = ""): string {
  const text = VERSION + body(state);
  if (text.length + 2 <= LIMIT) return text + check(course + text);
  const short = VERSION + body(withoutResults(state));
  return short + check(course + short);
}

/** Answers of attempts that were handed in: a detail, their score is kept. */
function withoutResults(state: State): State {
  const quizzes = [...state.quizzes].map(([n, quiz]): [number, QuizState] => [
    n,
    quiz.mode === ON_SHOW ? { ...quiz, mode: CLOSED } : quiz,
  ]);
  return { ...state, quizzes: new Map(quizzes) };
}

/** null: not a text that this player wrote for this course (another version, cut short, or altered). */
export function readSuspend(text: string, course = ""): State | null {
  const end = text.length - 2;
  const version = text.charAt(0);
  if (version !== VERSION && version !== BEFORE) return null;
  if (check(course + text.slice(0, end)) !== text.slice(end)) return null;
  try {
    return readBody(new Reader(text.slice(1, end)), version);
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

/** Two moduli, so that no character passes for another. */
function check(text: string): string {
  let a = 1;
  let b = 0;
  for (let at = 0; at < text.length; at++) {
    a = (a + text.charCodeAt(at)) % 61;
    b = (7 * b + text.charCodeAt(at)) % 59;
  }
  return digit(a) + digit(b);
}

function body(state: State): string {
  const flags = Number(state.completed) + 2 * Number(state.passed) + 4 * Number(state.failed);
  const quizzes = byNumber(state.quizzes).filter(([, quiz]) => quiz.attempts > 0 || quiz.mode !== CLOSED);
  return [
    writeNumber(state.page),
    writeNumber(flags),
    writeNumber(Math.min(state.nextInteraction, MOST_INTERACTIONS)),
    writeSet(state.seen),
    writeNumber(quizzes.length),
    ...quizzes.map(([n, quiz]) => writeQuiz(n, quiz)),
    writeSet(state.passedOver),
    writeSet(state.bookmarks),
    writeResponses(byNumber(state.kept)),
  ].join("");
}

function byNumber<T>(map: ReadonlyMap<number, T>): [number, T][] {
  return [...map].sort(([a], [b]) => a - b);
}

/** Numbers, each with the response that belongs to it. */
function writeResponses(responses: [number, string][]): string {
  const all = responses.map(([n, response]) => writeNumber(n) + writeNumber(response.length) + response);
  return writeNumber(all.length) + all.join("");
}

function writeQuiz(n: number, quiz: QuizState): string {
  return [
    writeNumber(n),
    writeNumber(quiz.attempts),
    quiz.attempts > 0 ? writeScore(quiz.best) : "",
    writeNumber(quiz.mode),
    writeSet(quiz.used),
    writeNumber(quiz.since),
    quiz.mode === CLOSED ? "" : writeOpen(quiz),
  ].join("");
}

function writeScore(best: Score | null): string {
  const parts = byNumber(best?.objectives ?? new Map<number, Ratio>());
  const objectives = parts.map(([n, ratio]) => writeNumber(n) + writeRatio(ratio));
  return writeRatio(best ?? { earned: 0, possible: 0 }) + writeNumber(parts.length) + objectives.join("");
}

function writeRatio({ earned, possible }: Ratio): string {
  return writeNumber(earned) + writeNumber(possible);
}

function writeOpen({ seed, extra, entries }: QuizState): string {
  const all = entries.map((entry) => writeEntry(entry));
  return writeNumber(seed) + writeNumber(extra) + writeNumber(all.length) + all.join("");
}

/** What is mostly 0 shares one number. */
function writeEntry({ question, response, tries, hints, confidence, carried }: Entry): string {
  const detail =
    Number(carried) + 2 * Math.min(tries, MOST_TRIES) + 16 * Math.min(hints, MOST_TRIES) + 128 * confidence;
  return writeNumber(question) + writeNumber(response.length) + response + writeNumber(detail);
}

function readBody(reader: Reader, version: string): State {
  const state = freshState();
  state.page = reader.number();
  readFlags(state, reader.number());
  state.nextInteraction = reader.number();
  state.seen = reader.set();
  for (let left = reader.number(); left > 0; left--) {
    const n = reader.number();
    state.quizzes.set(n, readQuiz(reader, version));
  }
  if (version !== BEFORE) readExtras(reader, state);
  if (!reader.done) throw new Damaged("text after the end");
  return state;
}

function readExtras(reader: Reader, state: State): void {
  state.passedOver = reader.set();
  state.bookmarks = reader.set();
  state.kept = new Map(readResponses(reader));
}

function readResponses(reader: Reader): [number, string][] {
  const responses: [number, string][] = [];
  for (let left = reader.number(); left > 0; left--) {
    const n = reader.number();
    responses.push([n, reader.take(reader.number())]);
  }
  return responses;
}

function readFlags(state: State, flags: number): void {
  state.completed = (flags & 1) !== 0;
  state.passed = (flags & 2) !== 0;
  state.failed = (flags & 4) !== 0;
}

function readQuiz(reader: Reader, version: string): QuizState {
  if (version === BEFORE) return readQuiz1(reader);
  const attempts = reader.number();
  const best = attempts > 0 ? readScore(reader) : null;
  const kept = { ...freshQuiz(), attempts, best, mode: readMode(reader), used: reader.set(), since: reader.number() };
  if (kept.mode === CLOSED) return kept;
  return { ...kept, seed: reader.number(), extra: reader.number(), entries: readEntries(reader) };
}

/** Version 1 counted whole points, and knew nothing of objectives. */
function readQuiz1(reader: Reader): QuizState {
  const attempts = reader.number();
  const [earned, possible] = attempts > 0 ? [reader.number(), reader.number()] : [0, 0];
  const best = attempts > 0 ? { earned: 100 * earned, possible: 100 * possible, objectives: new Map() } : null;
  const mode = readMode(reader);
  if (mode === CLOSED) return { ...freshQuiz(), attempts, best };
  const seed = reader.number();
  const entries = readResponses(reader).map(([question, response]) => ({ ...openEntry(question), response }));
  return { ...freshQuiz(), attempts, best, mode, seed, entries };
}

function readScore(reader: Reader): Score {
  const whole = readRatio(reader);
  const objectives = new Map<number, Ratio>();
  for (let left = reader.number(); left > 0; left--) objectives.set(reader.number(), readRatio(reader));
  return { ...whole, objectives };
}

function readRatio(reader: Reader): Ratio {
  const earned = reader.number();
  return { earned, possible: reader.number() };
}

function readMode(reader: Reader): Mode {
  const mode = reader.number();
  if (mode > ON_SHOW) throw new Damaged("unknown mode");
  return mode as Mode;
}

function readEntries(reader: Reader): Entry[] {
  const entries: Entry[] = [];
  for (let left = reader.number(); left > 0; left--) entries.push(readEntry(reader));
  return entries;
}

function readEntry(reader: Reader): Entry {
  const question = reader.number();
  const response = reader.take(reader.number());
  const detail = reader.number();
  return {
    question,
    response,
    carried: (detail & 1) !== 0,
    tries: (detail >> 1) & 7,
    hints: (detail >> 4) & 7,
    confidence: (detail >> 7) & 3,
  };
}
