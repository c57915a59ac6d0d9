import type { QuestionData } from "../course.ts";
import type { Wording } from "../interactions.ts";
import { readText } from "../texts.ts";
import type { Say } from "../ui/strings.ts";
import { compare, readNumber, times } from "./decimal.ts";
import { veiledKey } from "./fields.ts";
import { fold } from "./fold.ts";
import type { QuestionType } from "./type.ts";
import { whole, written } from "./written.ts";

interface Key {
  min: string | null;
  max: string | null;
  answer: string | null;
  units: [text: string, factor: string][];
  /** An answer without a unit is wrong. */
  required: boolean;
  /** Decimal sign of the course's language. */
  decimal: string;
}

interface Read {
  /** In the question's own unit; null when the unit is none of the question's, or is missing. */
  value: string | null;
  written: string;
  unit: string;
}

const unitFolded = (text: string) => fold(text).replace(/ /g, "");

/** null: no number, or one with something behind it where no unit is asked for. */
function read(key: Key, response: string): Read | null {
  const found = readNumber(readText(response), key.decimal);
  if (!found || (found.rest !== "" && key.units.length === 0)) return null;
  const told = { written: found.value, unit: found.rest };
  if (found.rest === "") return { ...told, value: key.required ? null : found.value };
  const factor = key.units.find(([text]) => unitFolded(text) === unitFolded(found.rest))?.[1];
  return { ...told, value: factor === undefined ? null : times(found.value, factor) };
}

function within({ min, max }: Key, value: string): boolean {
  return (min === null || compare(value, min) >= 0) && (max === null || compare(value, max) <= 0);
}

/** SCORM 1.2 knows no ranges. */
function pattern({ min, max }: Key): Wording {
  return { scorm12: min === max ? min : null, xapi: `${min ?? ""}[:]${max ?? ""}` };
}

function shown({ decimal }: Key, value: string, unit: string): string {
  const number = value.replace(".", decimal).replace("-", "−");
  return unit === "" ? number : `${number}\u00a0${unit}`;
}

export const numeric: QuestionType = {
  ...written,
  name: "numeric",
  interaction: "numeric",

  lack(question, response, say) {
    if (readText(response).trim() === "") return say("quiz.write-first");
    return read(veiledKey<Key>(question), response) ? null : say("quiz.number-first", 12.5);
  },

  parts(question, response) {
    const key = veiledKey<Key>(question);
    const value = read(key, response)?.value ?? null;
    return whole(value !== null && within(key, value), response !== "");
  },

  understood(question, response, say) {
    const key = veiledKey<Key>(question);
    const found = read(key, response);
    if (!found) return "";
    const plain = found.written.replace(".", key.decimal);
    return readText(response).trim().startsWith(plain)
      ? ""
      : say("quiz.read-as", shown(key, found.written, found.unit));
  },

  wording(question, response) {
    const value = read(veiledKey<Key>(question), response)?.value ?? null;
    return { scorm12: value, xapi: value };
  },

  patterns: (question) => [pattern(veiledKey<Key>(question))],

  answer: (question: QuestionData, _fieldset, say: Say) => [inWords(veiledKey<Key>(question), say)],
};

function inWords(key: Key, say: Say): string {
  const unit = key.units[0]?.[0] ?? "";
  const { min, max } = key;
  const only = key.answer ?? (min === max ? min : null);
  if (only !== null) return shown(key, only, unit);
  if (min === null) return say("quiz.answer-most", shown(key, max ?? "", unit));
  if (max === null) return say("quiz.answer-least", shown(key, min, unit));
  return say("quiz.answer-range", shown(key, min, unit), shown(key, max, unit));
}
