// Questions without right and wrong: never scored, and nobody has to answer them.
import { readText } from "../texts.ts";
import { grow } from "../ui/dom.ts";
import { picks } from "./picks.ts";
import type { QuestionType } from "./type.ts";
import { written } from "./written.ts";

/** Nothing is judged, so nothing can be right, or be wrong. */
const neutral: Pick<QuestionType, "parts" | "marks" | "patterns"> = {
  parts: () => ({ judged: 0, good: 0, wanted: 0, hits: 0, misses: 0 }),
  marks: () => new Map(),
  patterns: () => [],
};

export const likert: QuestionType = { ...picks, ...neutral, name: "likert", interaction: "likert" };

export const longFillIn: QuestionType = {
  ...written,
  ...neutral,
  name: "long-fill-in",
  interaction: "long-fill-in",
  mount(fieldset) {
    const area = fieldset.querySelector("textarea");
    if (area) area.addEventListener("input", () => grow(area));
    written.mount(fieldset);
  },
  show(fieldset, response) {
    written.show(fieldset, response);
    const area = fieldset.querySelector("textarea");
    if (area) grow(area);
  },
  /** Told only where the author says so; then the page says it too. */
  wording(question, response) {
    const text = readText(response);
    return question.report ? { scorm12: text, xapi: text } : null;
  },
};
