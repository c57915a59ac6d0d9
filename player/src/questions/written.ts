// Responses that are written: shared by all types with one field for words.
import type { QuestionData } from "../course.ts";
import { readText, writeText } from "../texts.ts";
import type { Say } from "../ui/strings.ts";
import { changed } from "./fields.ts";
import type { Parts } from "./type.ts";

type TextField = HTMLInputElement | HTMLTextAreaElement;

function field(fieldset: HTMLElement): TextField | null {
  return fieldset.querySelector<TextField>(".write :is(input, textarea)");
}

export const written = {
  /** Each letter counts: the window may close before the field is left. */
  mount(fieldset: HTMLElement): void {
    field(fieldset)?.addEventListener("input", () => changed(fieldset));
  },

  read: (fieldset: HTMLElement): string => writeText(field(fieldset)?.value ?? ""),

  show(fieldset: HTMLElement, response: string): void {
    const place = field(fieldset);
    if (place) place.value = readText(response);
  },

  prune: (question: QuestionData, response: string): string =>
    writeText(readText(response).slice(0, question.maxLength ?? undefined)),

  lack: (_question: QuestionData, response: string, say: Say): string | null =>
    readText(response).trim() === "" ? say("quiz.write-first") : null,

  marks: () => new Map<number, boolean>(),
};

/** Right as a whole or not at all. */
export function whole(right: boolean, given: boolean): Parts {
  return { judged: 1, good: Number(right), wanted: 1, hits: Number(right), misses: Number(given && !right) };
}
