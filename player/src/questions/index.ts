import type { QuestionData } from "../course.ts";
import { choice } from "./choice.ts";
import { trueFalse } from "./true-false.ts";
import type { QuestionType } from "./type.ts";

const types = new Map<string, QuestionType>();

/** Nearly every course has these two; a package has the others when its course has them (parts/). */
export function addQuestionType(type: QuestionType): void {
  types.set(type.name, type);
}

addQuestionType(choice);
addQuestionType(trueFalse);

export function questionType(question: QuestionData): QuestionType {
  const type = types.get(question.type);
  if (!type) throw new Error(`question type '${question.type}' is unknown to this player`);
  return type;
}
