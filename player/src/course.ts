// What the build puts into course.js. docs/player.md is the contract.
import type { Tongue } from "./ui/strings.ts";

export interface CourseData extends Tongue {
  format: 1;
  id: string;
  slug: string;
  version: string;
  revised: string;
  title: string;
  language: string;
  minutes: number;
  passMark: number | null;
  scoreWithVerdictOnly: boolean;
  completion: CompletionRule;
  /** SCORM 1.2: only "completed" ends the course; neither "passed" nor "failed" is ever said. */
  completedOnly?: true;
  /** SCORM: a course without an assessment tells a full score when it is completed, for an LMS that wants one. */
  scoreOnCompletion?: true;
  pages: PageData[];
  quizzes: QuizData[];
  keeps: KeepData[];
  /** `mark`: per cent of its points that a pass needs; null: none. */
  objectives: { n: number; id: string; text: string; mark: number | null }[];
  /** xAPI: by the names that interactions call them by. */
  activities?: Record<string, Activity>;
  /** SCORM 2004: what each question asks, by the same names. */
  descriptions?: Record<string, string>;
}

export interface CompletionRule {
  pages: "all" | "none";
  assessments: "passed" | "submitted" | "none";
}

export interface PageData {
  n: number;
  id: string;
  title: string;
  blocks: number[];
  quizzes: number[];
  /** About how long it takes; the pages' sum is the course's minutes. */
  seconds: number;
}

export interface QuizData {
  n: number;
  id: string;
  title: string;
  purpose: "check" | "assessment" | "pretest" | "survey";
  /** How many of which questions an attempt draws (a set is named by its first); null: all are asked. */
  draws: { count: number; from: number[] }[] | null;
  shuffleQuestions: boolean;
  shuffleOptions: boolean;
  attempts: number | null;
  /** Share of an assessment in the course's score; null: its points. */
  weight: number | null;
  /** What a new attempt asks: everything, or what was missed. */
  retry: "all" | "missed";
  /** Minutes between a hand-in and the next attempt. */
  wait: number;
  /** Minutes for an attempt; null: none. A learner may take extra time, in per cent of it. */
  timeLimit: number | null;
  extraTime: number[];
  /** each: every question has its own button and says at once how it went. */
  answering: "together" | "each";
  /** How often each question may be answered where it says at once how it went; null: without limit. */
  tries: number | null;
  confidence: boolean;
  /** What is shown of each question while attempts are left, and after the last. */
  review: { before: Review; after: Review };
  /** pretest: pages that count as done when the questions of these objectives reach the mark. */
  testOut: { title: string; pages: number[]; objectives: number[]; mark: number }[];
  questions: QuestionData[];
}

/** nothing; whether it was right; the author's words as well; the right answer as well. */
export type Review = "nothing" | "result" | "feedback" | "answers";

export interface QuestionData {
  n: number;
  id: string;
  type:
    | "choice"
    | "true-false"
    | "fill-in"
    | "numeric"
    | "matching"
    | "categorise"
    | "sequencing"
    | "hotspot"
    | "decision"
    | "likert"
    | "long-fill-in";
  select?: "one" | "several";
  points: number;
  /** How a response that is right in part is scored. */
  policy: "all-or-nothing" | "per-part" | "right-minus-wrong";
  objective: string;
  /** Lock number of the objective; 0: it tests none. */
  aim: number;
  /** Asked together with the other questions of this set, in order. */
  set?: number;
  /** Per cent of the points that each wrong try costs, and each hint that was asked for. */
  penalty: number;
  hintCosts: number[];
  /** Numbers of the options, of the things to pair or of those to put in order; the latter in an order that tells nothing. */
  options: number[];
  fixed: boolean;
  /** Numbers of the partners or groups. */
  targets?: number[];
  /** A partner may belong to several things. */
  reuse?: boolean;
  /** What the type mixes is mixed in each attempt, whatever the quiz says. */
  mixed?: boolean;
  /** decision: as those of a scenario; and the ids of the scenes that hold them, by number. */
  decisions?: KeepData["decisions"];
  scenes?: Record<number, string>;
  /** The most UTF-16 units of a text. */
  maxLength?: number;
  /** A survey's text is told as an answer. */
  report?: boolean;
  /** Options that stay in their places when the others are mixed. */
  pinned?: number[];
  key: string;
  feedback: string;
}

/** A block into which the learner puts something that is kept with the progress (keeps/). */
export interface KeepData {
  /** Number of the block. */
  n: number;
  id: string;
  type: "reflection" | "checklist" | "commitment" | "scenario";
  /** checklist, commitment: numbers of what can be picked. */
  items?: number[];
  /** reflection: the most UTF-16 units, as a textarea counts them. */
  maxLength?: number;
  /** scenario: scene, decision, and the scene that it leads to. The first scene begins. */
  decisions?: [scene: number, decision: number, to: number][];
}

/** An xAPI activity, as the build writes it. */
export interface Activity {
  id: string;
  objectType?: "Activity";
  definition?: Record<string, unknown>;
}
