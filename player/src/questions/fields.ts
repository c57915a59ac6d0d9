// The parts and fields of a question in the document, and what is veiled of it.
import type { QuestionData } from "../course.ts";
import { all, plainWords } from "../ui/dom.ts";
import { unveil } from "../veil.ts";

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | HTMLButtonElement;

export function veiledKey<Key>(question: QuestionData): Key {
  return JSON.parse(unveil(question.key, question.n)) as Key;
}

/** What a learner fills in, picks or presses. */
export function fields(fieldset: HTMLElement): Field[] {
  return all<Field>(".options :is(input, select, textarea, button)", fieldset);
}

/** Options, pairs and places by their number. */
export function partsOf(fieldset: HTMLElement): Map<number, HTMLElement> {
  return new Map(all("[data-option]", fieldset).map((each) => [Number(each.dataset.option), each]));
}

export function arrange(fieldset: HTMLElement, numbers: readonly number[]): void {
  const parts = partsOf(fieldset);
  for (const n of numbers) {
    const part = parts.get(n);
    part?.parentElement?.append(part);
  }
}

/** The author's words of a part, without its controls. */
export function wordsOf(fieldset: HTMLElement, n: number): string {
  const words = partsOf(fieldset).get(n)?.querySelector<HTMLElement>("span");
  return words ? plainWords(words) : "";
}

/** Tells whoever listens that the response is another. */
export function changed(fieldset: HTMLElement): void {
  fieldset.dispatchEvent(new Event("change", { bubbles: true }));
}
