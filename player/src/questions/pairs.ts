// Things with partners, or in groups: one list of choices for each thing. A response is the pairs, thing and partner, by the things' numbers.
import type { QuestionData } from "../course.ts";
import type { Wording } from "../interactions.ts";
import { mixed } from "../order.ts";
import { all } from "../ui/dom.ts";
import { arrange, veiledKey, wordsOf } from "./fields.ts";
import { readPicks, writeList } from "./picks.ts";
import type { QuestionType } from "./type.ts";

type Pair = readonly [source: number, target: number];

function readPairs(response: string): Pair[] {
  const numbers = readPicks(response);
  return numbers.flatMap((source, at) => {
    const target = numbers[at + 1];
    return at % 2 === 0 && target !== undefined ? [[source, target] as const] : [];
  });
}

function writePairs(pairs: readonly Pair[]): string {
  return writeList([...pairs].sort(([a], [b]) => a - b).flat());
}

function keyOf(question: QuestionData): Pair[] {
  return veiledKey<Pair[]>(question);
}

function lists(fieldset: HTMLElement): [number, HTMLSelectElement][] {
  return all<HTMLSelectElement>(".pair select", fieldset).map((list) => [
    Number(list.closest<HTMLElement>(".pair")?.dataset.option),
    list,
  ]);
}

function told(pairs: readonly Pair[]): Wording {
  if (pairs.length === 0) return { scorm12: null, xapi: null };
  const letters = pairs.flat().every((n) => n < 36);
  return {
    scorm12: letters ? pairs.map(([a, b]) => `${a.toString(36)}.${b.toString(36)}`).join(",") : null,
    xapi: pairs.map(([a, b]) => `${a}[.]${b}`).join("[,]"),
  };
}

function partner(fieldset: HTMLElement, n: number): string {
  return fieldset.querySelector(`.pair option[value="${n}"]`)?.textContent ?? "";
}

const pairs: Omit<QuestionType, "name" | "lay"> = {
  interaction: "matching",
  remarksOnWrong: true,

  read: (fieldset) =>
    writePairs(
      lists(fieldset)
        .filter(([, list]) => list.value !== "")
        .map(([source, list]) => [source, Number(list.value)]),
    ),

  show(fieldset, response) {
    const chosen = new Map(readPairs(response));
    for (const [source, list] of lists(fieldset)) list.value = String(chosen.get(source) ?? "");
  },

  prune({ options, targets = [] }, response) {
    return writePairs(readPairs(response).filter(([a, b]) => options.includes(a) && targets.includes(b)));
  },

  lack(question, response, say) {
    const chosen = readPairs(response);
    if (chosen.length < question.options.length) return say("quiz.all-first");
    const twice = new Set(chosen.map(([, target]) => target)).size < chosen.length;
    return twice && !question.reuse ? say("quiz.partner-twice") : null;
  },

  parts(question, response) {
    const marks = [...this.marks(question, response).values()];
    const hits = marks.filter((right) => right).length;
    const judged = question.options.length;
    return { judged, good: hits, wanted: judged, hits, misses: marks.length - hits };
  },

  marks(question, response) {
    const key = new Map(keyOf(question));
    return new Map(readPairs(response).map(([source, target]) => [source, key.get(source) === target]));
  },

  wording: (_question, response) => told(readPairs(response)),
  patterns: (question) => [told(keyOf(question))],

  answer(question, fieldset, say) {
    const key = new Map(keyOf(question));
    // In the order in which the things stand on the page.
    return lists(fieldset).map(([source]) =>
      say("quiz.answer-pair", wordsOf(fieldset, source), partner(fieldset, key.get(source) ?? 0)),
    );
  },
};

export const matching: QuestionType = {
  ...pairs,
  name: "matching",
  lay(fieldset, question, seed) {
    if (!question.mixed) return;
    const order = mixed(seed, question.targets ?? [], question.n * 64);
    for (const [, list] of lists(fieldset)) {
      const choices = new Map([...list.options].map((each) => [Number(each.value), each]));
      for (const n of order) list.append(...[choices.get(n)].filter((each) => each !== undefined));
    }
  },
};

export const categorise: QuestionType = {
  ...pairs,
  name: "categorise",
  lay(fieldset, question, seed) {
    if (question.mixed) arrange(fieldset, mixed(seed, question.options, question.n * 64));
  },
};
