import type { QuestionData } from "../course.ts";
import type { Wording } from "../interactions.ts";
import { readText } from "../texts.ts";
import { veiledKey } from "./fields.ts";
import { exact, fits, fold } from "./fold.ts";
import type { QuestionType } from "./type.ts";
import { whole, written } from "./written.ts";

interface Key {
  answers: string[];
  patterns: string[];
  exact: boolean;
}

function accepted(question: QuestionData, text: string): boolean {
  const key = veiledKey<Key>(question);
  const same = key.exact ? exact : fold;
  const told = same(text);
  if (told === "") return false;
  return key.answers.some((each) => same(each) === told) || key.patterns.some((each) => fits(same(each), told));
}

/** A text that holds a delimiter, or begins like a setting, would be read as something else. */
function plain(text: string): string | null {
  return /\[[,.:]\]|^\{/.test(text) ? null : text;
}

function told(text: string, matters: string): Wording {
  const said = plain(text);
  return { scorm12: text === "" ? null : text, xapi: said === null || said === "" ? null : matters + said };
}

export const fillIn: QuestionType = {
  ...written,
  name: "fill-in",
  interaction: "fill-in",
  parts: (question, response) => whole(accepted(question, readText(response)), response !== ""),
  wording: (_question, response) => told(readText(response).trim(), ""),
  patterns(question) {
    const key = veiledKey<Key>(question);
    return key.answers.map((answer) => told(answer, key.exact ? "{case_matters=true}" : ""));
  },
  answer: (question) => veiledKey<Key>(question).answers.slice(0, 1),
};
