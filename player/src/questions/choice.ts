import { lettered, picks, readPicks } from "./picks.ts";
import type { QuestionType } from "./type.ts";

export const choice: QuestionType = {
  ...picks,
  name: "choice",
  scorm12: (_question, response) => lettered(readPicks(response)),
  xapi: (_question, response) => readPicks(response).join("[,]"),
};
