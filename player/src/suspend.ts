// Suspend data, version 1: the whole state in a short ASCII text with a check at its end (docs/player.md).
import { Damaged, digit, Reader, writeNumber, writeSet } from "./digits.ts";
import type { Ratio } from "./scoring.ts";
import {
  CLOSED,
  type Entry,
  freshState,
  MOST_INTERACTIONS,
  type Mode,
  ON_SHOW,
  type QuizState,
  type State,
} from "./state.ts";

const VERSION = "1";
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
  if (!text.startsWith(VERSION) || check(course + text.slice(0, end)) !== text.slice(end)) return null;
  try {
    return readBody(new Reader(text.slice(1, end)));
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
  const used = [...state.quizzes].filter(([, quiz]) => quiz.attempts > 0 || quiz.mode !== CLOSED);
  const quizzes = used.sort(([a], [b]) => a - b);
  return [
    writeNumber(state.page),
    writeNumber(flags),
    writeNumber(Math.min(state.nextInteraction, MOST_INTERACTIONS)),
    writeSet(state.seen),
    writeNumber(quizzes.length),
    ...quizzes.map(([n, quiz]) => writeQuiz(n, quiz)),
  ].join("");
}

function writeQuiz(n: number, quiz: QuizState): string {
  const best = quiz.best ?? { earned: 0, possible: 0 };
  const handedIn = quiz.attempts > 0 ? writeNumber(best.earned) + writeNumber(best.possible) : "";
  const open = quiz.mode === CLOSED ? "" : writeOpen(quiz);
  return writeNumber(n) + writeNumber(quiz.attempts) + handedIn + writeNumber(quiz.mode) + open;
}

function writeOpen(quiz: QuizState): string {
  const entries = quiz.entries.map(
    ({ question, response }) => writeNumber(question) + writeNumber(response.length) + response,
  );
  return writeNumber(quiz.seed) + writeNumber(entries.length) + entries.join("");
}

function readBody(reader: Reader): State {
  const state = freshState();
  state.page = reader.number();
  readFlags(state, reader.number());
  state.nextInteraction = reader.number();
  state.seen = reader.set();
  for (let left = reader.number(); left > 0; left--) {
    const n = reader.number();
    state.quizzes.set(n, readQuiz(reader));
  }
  if (!reader.done) throw new Damaged("text after the end");
  return state;
}

function readFlags(state: State, flags: number): void {
  state.completed = (flags & 1) !== 0;
  state.passed = (flags & 2) !== 0;
  state.failed = (flags & 4) !== 0;
}

function readQuiz(reader: Reader): QuizState {
  const attempts = reader.number();
  const best = attempts > 0 ? readRatio(reader) : null;
  const mode = readMode(reader);
  if (mode === CLOSED) return { attempts, best, mode, seed: 0, entries: [] };
  const seed = reader.number();
  return { attempts, best, mode, seed, entries: readEntries(reader) };
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
  for (let left = reader.number(); left > 0; left--) {
    const question = reader.number();
    entries.push({ question, response: reader.take(reader.number()) });
  }
  return entries;
}
