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
  objective: string;
  options: number[];
  fixed: boolean;
  key: string;
  feedback: string;
}

/** An xAPI activity, as the build writes it. */
export interface Activity {
  id: string;
  objectType?: "Activity";
  definition?: Record<string, unknown>;
}
