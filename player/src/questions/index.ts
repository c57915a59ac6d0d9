import type { QuestionData } from "../course.ts";
import { choice } from "./choice.ts";
import { trueFalse } from "./true-false.ts";
import type { QuestionType } from "./type.ts";

export const QUESTION_TYPES: readonly QuestionType[] = [choice, trueFalse];

const byName = new Map(QUESTION_TYPES.map((type) => [type.name, type]));

export function questionType(question: QuestionData): QuestionType {
  const type = byName.get(question.type);
  if (!type) throw new Error(`question type '${question.type}' is unknown to this player`);
  return type;
}
