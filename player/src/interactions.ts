// What a learner answered, as the standards call it: an interaction. Runtimes tell it on and need not know who asked.
import type { QuestionData, QuizData } from "./course.ts";
import { questionType } from "./questions/index.ts";
import type { QuestionType } from "./questions/type.ts";
import { earned, isRight, possible, type Ratio } from "./scoring.ts";

/** A response in the grammar of each standard; null where it has no way to say it. */
export interface Wording {
  scorm12: string | null;
  xapi: string;
}

export interface Interaction {
  /** Stable over all versions of the course. */
  id: string;
  /** Interaction word of SCORM and xAPI. */
  type: string;
  /** Names of the xAPI activities in course.js: its own, and what it is a part of. */
  activity: string;
  parent: string | null;
  response: Wording;
  /** null: nothing is right or wrong here. */
  pattern: Wording | null;
  outcome: "correct" | "wrong" | "neutral";
  /** In hundredths of a point; null: it earns none. */
  score: Ratio | null;
  objective: string;
  at: Date;
  /** Milliseconds; null when it was answered side by side with others. */
  latency: number | null;
}

export function questionAnswered(
  quiz: QuizData,
  question: QuestionData,
  response: string,
  latency: number | null,
): Interaction {
  const type = questionType(question);
  return {
    id: question.id,
    type: type.name,
    activity: `question/${question.n}`,
    parent: `quiz/${quiz.n}`,
    response: worded(type, question, response),
    pattern: worded(type, question, type.key(question)),
    outcome: isRight(question, response) ? "correct" : "wrong",
    score: { earned: earned(question, response), possible: possible(question) },
    objective: question.objective,
    at: new Date(),
    latency,
  };
}

function worded(type: QuestionType, question: QuestionData, response: string): Wording {
  return { scorm12: type.scorm12(question, response), xapi: type.xapi(question, response) };
}
