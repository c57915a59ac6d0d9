// Responses made of picked option numbers: shared by all types that are radios or checkboxes.
import type { QuestionData } from "../course.ts";
import { Damaged, Reader, writeNumber } from "../digits.ts";
import type { Wording } from "../interactions.ts";
import type { Say } from "../ui/strings.ts";
import { veiledKey } from "./fields.ts";
import type { Parts } from "./type.ts";

export function writePicks(numbers: readonly number[]): string {
  return writeList([...numbers].sort((a, b) => a - b));
}

/** The same, in the order given. */
export function writeList(numbers: readonly number[]): string {
  return numbers.map(writeNumber).join("");
}

export function readPicks(response: string): number[] {
  const reader = new Reader(response);
  const picks: number[] = [];
  try {
    while (!reader.done) picks.push(reader.number());
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return picks;
}

/** SCORM 1.2 allows one character per option, 0-9a-z; null when a number has none. */
export function lettered(numbers: readonly number[]): string | null {
  return numbers.every((n) => n < 36) ? numbers.map((n) => n.toString(36)).join(",") : null;
}

/** Option numbers in the grammars of the standards. */
export function listed(numbers: readonly number[]): Wording {
  return { scorm12: lettered(numbers), xapi: numbers.join("[,]") };
}

const NOTHING: Wording = { scorm12: null, xapi: null };

export function keyPicks(question: QuestionData): number[] {
  return veiledKey<number[]>(question);
}

function inputs(fieldset: HTMLElement): HTMLInputElement[] {
  return [...fieldset.querySelectorAll<HTMLInputElement>(".option input")];
}

export const picks = {
  interaction: "choice",

  read: (fieldset: HTMLElement): string =>
    writePicks(
      inputs(fieldset)
        .filter((input) => input.checked)
        .map((input) => Number(input.value)),
    ),

  show(fieldset: HTMLElement, response: string): void {
    const picked = new Set(readPicks(response));
    for (const input of inputs(fieldset)) input.checked = picked.has(Number(input.value));
  },

  prune(question: QuestionData, response: string): string {
    const picked = readPicks(response).filter((n) => question.options.includes(n));
    return picked.length > 1 && question.select !== "several" ? "" : writePicks(picked);
  },

  lack: (_question: QuestionData, response: string, say: Say) => (response === "" ? say("quiz.pick-first") : null),

  parts(question: QuestionData, response: string): Parts {
    const key = new Set(keyPicks(question));
    const picked = readPicks(response);
    const hits = picked.filter((n) => key.has(n)).length;
    const misses = picked.length - hits;
    // Where one is picked, there is one thing to be right or wrong; where several may be, each option is.
    if (question.select !== "several") return { judged: 1, good: hits, wanted: 1, hits, misses };
    const judged = question.options.length;
    const good = response === "" ? 0 : judged - misses - (key.size - hits);
    return { judged, good, wanted: key.size, hits, misses };
  },

  marks(question: QuestionData, response: string): Map<number, boolean> {
    const key = new Set(keyPicks(question));
    return new Map(readPicks(response).map((n) => [n, key.has(n)]));
  },

  wording: (_question: QuestionData, response: string): Wording =>
    response === "" ? NOTHING : listed(readPicks(response)),

  patterns: (question: QuestionData): Wording[] => [listed(keyPicks(question))],

  rightOptions: keyPicks,
};
