import { picks, readPicks } from "./picks.ts";
import type { QuestionType } from "./type.ts";

/** SCORM 1.2 allows one character per option, 0-9a-z. */
const LETTERS = 36;

export const choice: QuestionType = {
  ...picks,
  name: "choice",

  scorm12(_question, response) {
    const numbers = readPicks(response);
    return numbers.every((n) => n < LETTERS) ? numbers.map((n) => n.toString(36)).join(",") : null;
  },

  xapi: (_question, response) => readPicks(response).join("[,]"),
};
