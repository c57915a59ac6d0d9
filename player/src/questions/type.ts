import type { QuestionData } from "../course.ts";

/** How far a response is right, in counts. Scoring policies are made of these (scoring.ts). */
export interface Parts {
  /** Parts that are right or wrong each for itself: options to be picked or left, pairs, places in an order. */
  judged: number;
  /** How many of them are right. Only when all are, the response is. */
  good: number;
  /** Right answers that can be given, and how many right and wrong ones were. */
  wanted: number;
  hits: number;
  misses: number;
}

/** Everything the player must know about a type of question. One file per type, listed in index.ts. */
export interface QuestionType {
  name: QuestionData["type"];
  /** The response in the fieldset as text for the suspend data; "" when nothing is picked. */
  read(fieldset: HTMLElement): string;
  /** Puts a response back into the fieldset. */
  show(fieldset: HTMLElement, response: string): void;
  /** The response without what an update of the course has removed. */
  prune(question: QuestionData, response: string): string;
  parts(question: QuestionData, response: string): Parts;
  /** Options to be marked after the answer, each right or wrong. */
  marks(question: QuestionData, response: string): Map<number, boolean>;
  /** SCORM 1.2 response or pattern; null when the standard has no way to say it. */
  scorm12(question: QuestionData, response: string): string | null;
  xapi(question: QuestionData, response: string): string;
  /** The right response, in the form of `read`. */
  key(question: QuestionData): string;
}
