import type { QuestionData } from "../course.ts";
import { choice } from "./choice.ts";
import { decision } from "./decision.ts";
import { fillIn } from "./fill-in.ts";
import { hotspot } from "./hotspot.ts";
import { numeric } from "./numeric.ts";
import { categorise, matching } from "./pairs.ts";
import { sequencing } from "./sequencing.ts";
import { likert, longFillIn } from "./survey.ts";
import { trueFalse } from "./true-false.ts";
import type { QuestionType } from "./type.ts";

export const QUESTION_TYPES: readonly QuestionType[] = [
  choice,
  trueFalse,
  fillIn,
  numeric,
  matching,
  categorise,
  sequencing,
  hotspot,
  decision,
  likert,
  longFillIn,
];

const byName = new Map(QUESTION_TYPES.map((type) => [type.name, type]));

export function questionType(question: QuestionData): QuestionType {
  const type = byName.get(question.type);
  if (!type) throw new Error(`question type '${question.type}' is unknown to this player`);
  return type;
}
