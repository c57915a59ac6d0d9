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
  pages: PageData[];
  quizzes: QuizData[];
  keeps: KeepData[];
  objectives: { id: string; text: string }[];
  activities?: Record<string, Activity>;
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
}

export interface QuizData {
  n: number;
  id: string;
  title: string;
  assessment: boolean;
  draw: number | null;
  shuffleQuestions: boolean;
  shuffleOptions: boolean;
  attempts: number | null;
  questions: QuestionData[];
}

export interface QuestionData {
  n: number;
  id: string;
  type: "choice" | "true-false";
  select?: "one" | "several";
  points: number;
  /** How a response that is right in part is scored. */
  policy: "all-or-nothing" | "per-part" | "right-minus-wrong";
  objective: string;
  options: number[];
  fixed: boolean;
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
