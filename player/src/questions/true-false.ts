import { picks, readPicks } from "./picks.ts";
import type { QuestionType } from "./type.ts";

const isTrue = (response: string) => readPicks(response)[0] === 1;

export const trueFalse: QuestionType = {
  ...picks,
  name: "true-false",
  scorm12: (_question, response) => (isTrue(response) ? "t" : "f"),
  xapi: (_question, response) => String(isTrue(response)),
};
