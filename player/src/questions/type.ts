import type { QuestionData } from "../course.ts";
import type { Interaction, Wording } from "../interactions.ts";
import type { Say } from "../ui/strings.ts";

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

/** What a type asks of the player around it. */
export interface Tools {
  say: Say;
  announce(text: string): void;
}

type Step = "id" | "activity" | "response" | "patterns" | "outcome";

/** Everything the player must know about a type of question. One file per type, listed in index.ts. */
export interface QuestionType {
  name: QuestionData["type"];
  /** Interaction word of SCORM 2004 and xAPI. */
  interaction: string;
  /** Makes the controls work where the browser's own do not do it. Whoever changes the response there tells it by a "change" event. */
  mount?(fieldset: HTMLElement, question: QuestionData, tools: Tools): void;
  /** Lays the parts out as the attempt with that seed begins; without it the quiz decides on the order of options. */
  lay?(fieldset: HTMLElement, question: QuestionData, seed: number): void;
  /** The response in the fieldset as text for the suspend data; "" when there is none. */
  read(fieldset: HTMLElement): string;
  /** Puts a response back into the fieldset. */
  show(fieldset: HTMLElement, response: string, question: QuestionData): void;
  /** For a response that is made step by step, none of which is taken back: whether there is one more. Until then it is no answer. */
  goesOn?(question: QuestionData, response: string): boolean;
  /** The response without what an update of the course has removed. */
  prune(question: QuestionData, response: string): string;
  /** What a learner still has to do before it can be judged, in words; null when nothing. */
  lack(question: QuestionData, response: string, say: Say): string | null;
  parts(question: QuestionData, response: string): Parts;
  /** Parts to be marked after the answer, each right or wrong. They tell how the learner did, not what is right. */
  marks(question: QuestionData, response: string): Map<number, boolean>;
  /** Whether the author's words on a part are said only when it is wrong; else whenever it is marked. */
  remarksOnWrong?: boolean;
  /** How the response was understood, where that is not plain to see. */
  understood?(question: QuestionData, response: string, say: Say): string;
  /** The response in the grammar of each standard; null: it is not to be told. */
  wording(question: QuestionData, response: string): Wording | null;
  /** Where a response is told step by step, each as an interaction of its own: what differs from one to the other. */
  steps?(question: QuestionData, response: string): Pick<Interaction, Step>[];
  /** The right responses in their grammars. */
  patterns(question: QuestionData): Wording[];
  /** The right answer: options that are right, or else words, line by line. The words of its parts stand in the fieldset. */
  rightOptions?(question: QuestionData): number[];
  answer?(question: QuestionData, fieldset: HTMLElement, say: Say): string[];
}
