import type { Wording } from "../interactions.ts";
import { keyPicks, picks, readPicks } from "./picks.ts";
import type { QuestionType } from "./type.ts";

function told(picked: number | undefined): Wording {
  if (picked === undefined) return { scorm12: null, xapi: null };
  return { scorm12: picked === 1 ? "t" : "f", xapi: String(picked === 1) };
}

export const trueFalse: QuestionType = {
  ...picks,
  name: "true-false",
  interaction: "true-false",
  wording: (_question, response) => told(readPicks(response)[0]),
  patterns: (question) => [told(keyPicks(question)[0])],
};
