// How sure the learner is of an answer: asked beside each question where the quiz says so, kept and told, never scored.
import type { Entry } from "../state.ts";
import { all, element } from "./dom.ts";
import type { QuestionView } from "./question.ts";
import type { Say } from "./strings.ts";

const LEVELS = ["quiz.confidence-1", "quiz.confidence-2", "quiz.confidence-3"];

export function askConfidence(view: QuestionView, entry: Entry, say: Say, changed: () => void): void {
  const field = element("fieldset", "confidence");
  field.append(element("legend", "", say("quiz.confidence")));
  for (const [at, key] of LEVELS.entries()) field.append(choice(`c${view.question.n}`, at + 1, say(key)));
  check(field, entry.confidence);
  field.addEventListener("change", (event) => {
    event.stopPropagation();
    entry.confidence = Number((event.target as HTMLInputElement).value);
    changed();
  });
  view.place(field, "confidence");
}

function check(field: HTMLElement, level: number): void {
  for (const input of all<HTMLInputElement>("input", field)) input.checked = Number(input.value) === level;
}

function choice(name: string, level: number, text: string): HTMLElement {
  const label = element("label", "confidence-level");
  const input = element("input", "");
  input.type = "radio";
  input.name = name;
  input.value = String(level);
  label.append(input, ` ${text}`);
  return label;
}
