// What a learner answered, as the standards call it: an interaction. Runtimes tell it on and need not know who asked.
import type { QuestionData, QuizData } from "./course.ts";
import { questionType } from "./questions/index.ts";
import type { QuestionType } from "./questions/type.ts";
import { earned, isRight, possible, type Ratio } from "./scoring.ts";
import type { Entry } from "./state.ts";

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
  /** 1 to 3: unsure to sure; 0: not asked or not said. */
  confidence: number;
  objective: string;
  at: Date;
  /** Milliseconds; null when it was answered side by side with others. */
  latency: number | null;
}

export function questionAnswered(
  quiz: QuizData,
  question: QuestionData,
  entry: Entry,
  latency: number | null,
): Interaction {
  const type = questionType(question);
  const { response } = entry;
  const scored = question.points > 0;
  return {
    id: question.id,
    type: type.name,
    activity: `question/${question.n}`,
    parent: `quiz/${quiz.n}`,
    response: worded(type, question, response),
    pattern: scored ? worded(type, question, type.key(question)) : null,
    outcome: !scored ? "neutral" : isRight(question, response) ? "correct" : "wrong",
    score: scored ? { earned: earned(question, entry), possible: possible(question) } : null,
    confidence: entry.confidence,
    objective: question.objective,
    at: new Date(),
    latency,
  };
}

function worded(type: QuestionType, question: QuestionData, response: string): Wording {
  return { scorm12: type.scorm12(question, response), xapi: type.xapi(question, response) };
}
