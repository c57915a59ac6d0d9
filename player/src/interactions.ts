// What a learner answered, as the standards call it: an interaction. Runtimes tell it on and need not know who asked.
import type { QuestionData, QuizData } from "./course.ts";
import { questionType } from "./questions/index.ts";
import { earned, isRight, possible, type Ratio } from "./scoring.ts";
import type { Entry } from "./state.ts";

/** A response in the grammar of each standard; null where it has no way to say it, or nothing was said. */
export interface Wording {
  scorm12: string | null;
  xapi: string | null;
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
  /** Each is a right response. None: nothing is right or wrong here. */
  patterns: Wording[];
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

/** What is told of an answer: nothing, where it is the learner's own business or a survey was left out. */
export function questionAnswered(
  quiz: QuizData,
  question: QuestionData,
  entry: Entry,
  latency: number | null,
): Interaction[] {
  const { response } = entry;
  const type = questionType(question);
  const wording = type.wording(question, response);
  const scored = question.points > 0;
  const common = {
    type: type.interaction,
    parent: `quiz/${quiz.n}`,
    confidence: entry.confidence,
    objective: question.objective,
    at: new Date(),
  };
  if (type.steps)
    return type.steps(question, response).map((step) => ({ ...common, score: null, latency: null, ...step }));
  if (wording === null || (!scored && response === "")) return [];
  return [
    {
      ...common,
      id: question.id,
      activity: `question/${question.n}`,
      response: wording,
      patterns: scored ? type.patterns(question) : [],
      outcome: !scored ? "neutral" : isRight(question, response) ? "correct" : "wrong",
      score: scored ? { earned: earned(question, entry), possible: possible(question) } : null,
      latency,
    },
  ];
}
