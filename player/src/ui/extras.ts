// What some courses have and others have not. A package carries what its course needs (parts/); the build sees to that, so that a page
// or a quiz never lacks what it asks for.
import type { QuizData } from "../course.ts";
import type { Score } from "../scoring.ts";
import type { Entry, State } from "../state.ts";
import type { Gate, GateHost } from "./gate.ts";
import type { QuestionView } from "./question.ts";
import type { QuizHost } from "./quiz.ts";
import type { Say } from "./strings.ts";

/** Something that stands with a question and may change what is kept. */
type Beside<T> = (view: QuestionView, entry: Entry, say: Say, changed: () => void) => T;

export interface TimeLimit {
  element: HTMLElement;
  start(): void;
  stop(): void;
}

export interface Extras {
  /** Stands before pages with a content note. */
  gate?: (host: GateHost) => Gate;
  /** Quizzes that are handed in. */
  assessment?: (form: HTMLFormElement, quiz: QuizData, host: QuizHost) => void;
  /** Stands before the first question until the learner begins. */
  timeGate?: (quiz: QuizData, host: QuizHost, begin: (extra: number) => void) => HTMLElement;
  /** `left`: seconds, null without limit; `over` is called once when none are left. */
  timeLimit?: (host: QuizHost, left: () => number | null, over: () => void) => TimeLimit;
  hints?: Beside<{ end(): void }>;
  confidence?: Beside<void>;
  /** Titles of the lessons that the learner need not read. */
  testOut?: (quiz: QuizData, result: Score, state: State) => string[];
}

export const extras: Extras = {};

export function addExtras(more: Extras): void {
  Object.assign(extras, more);
}
