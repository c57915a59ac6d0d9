// Things to be put in order, without dragging: two buttons and a list of places for each. A response is the things' numbers, from the top.
import type { QuestionData } from "../course.ts";
import { mixed } from "../order.ts";
import { all, button, element } from "../ui/dom.ts";
import { arrange, changed, veiledKey, wordsOf } from "./fields.ts";
import { listed, readPicks, writeList } from "./picks.ts";
import type { QuestionType, Tools } from "./type.ts";

/** A moved order is a response; the one that the attempt begins with is none, and never the right one. */
const MOVED = "data-moved";

function keyOf(question: QuestionData): number[] {
  return veiledKey<number[]>(question);
}

function places(fieldset: HTMLElement): HTMLElement[] {
  return all(".place", fieldset);
}

function order(fieldset: HTMLElement): number[] {
  return places(fieldset).map((place) => Number(place.dataset.option));
}

/** Numbers and ends of the list, after any move. */
function renumber(fieldset: HTMLElement): void {
  const listed = places(fieldset);
  listed.forEach((place, at) => {
    const list = place.querySelector("select");
    if (list) list.value = String(at + 1);
    place.querySelector(".place-up")?.toggleAttribute("data-end", at === 0);
    place.querySelector(".place-down")?.toggleAttribute("data-end", at === listed.length - 1);
    for (const each of all<HTMLButtonElement>("button", place)) {
      each.setAttribute("aria-disabled", String(each.hasAttribute("data-end")));
    }
  });
}

export const sequencing: QuestionType = {
  name: "sequencing",
  interaction: "sequencing",

  mount(fieldset, question, tools) {
    const count = question.options.length;
    for (const place of places(fieldset)) equip(fieldset, place, count, tools);
    renumber(fieldset);
  },

  lay(fieldset, question, seed) {
    arrange(fieldset, firstOrder(question, seed));
    renumber(fieldset);
  },

  read: (fieldset) => (fieldset.hasAttribute(MOVED) ? writeList(order(fieldset)) : ""),

  show(fieldset, response) {
    fieldset.toggleAttribute(MOVED, response !== "");
    arrange(fieldset, readPicks(response));
    renumber(fieldset);
  },

  /** An order without one of its things, or with one too many, is none. */
  prune({ options }, response) {
    const kept = readPicks(response);
    return kept.length === options.length && options.every((n) => kept.includes(n)) ? response : "";
  },

  lack: (_question, response, say) => (response === "" ? say("quiz.order-first") : null),

  parts(question, response) {
    const judged = question.options.length;
    const hits = [...this.marks(question, response).values()].filter((right) => right).length;
    return { judged, good: hits, wanted: judged, hits, misses: response === "" ? 0 : judged - hits };
  },

  marks(question, response) {
    const key = keyOf(question);
    return new Map(readPicks(response).map((n, at) => [n, key[at] === n]));
  },

  wording: (_question, response) => (response === "" ? { scorm12: null, xapi: null } : listed(readPicks(response))),
  patterns: (question) => [listed(keyOf(question))],
  answer: (question, fieldset, say) =>
    keyOf(question).map((n, at) => say("quiz.answer-place", at + 1, wordsOf(fieldset, n))),
};

/** Mixed by the attempt's seed; turned on by one when that happens to be right. */
export function firstOrder(question: QuestionData, seed: number): number[] {
  const first = mixed(seed, question.options, question.n * 64);
  const key = keyOf(question);
  return first.every((n, at) => n === key[at]) ? [...first.slice(1), ...first.slice(0, 1)] : first;
}

function equip(fieldset: HTMLElement, place: HTMLElement, count: number, tools: Tools): void {
  const n = Number(place.dataset.option);
  const words = wordsOf(fieldset, n);
  const move = (to: number, from: HTMLElement) => moveTo(fieldset, place, to, from, tools);
  const at = () => places(fieldset).indexOf(place);
  const list = element("select", "place-number");
  for (let number = 1; number <= count; number++) list.append(new Option(String(number)));
  list.setAttribute("aria-label", tools.say("sequence.place", words));
  list.addEventListener("change", (event) => {
    event.stopPropagation();
    move(Number(list.value) - 1, list);
  });
  const step = (className: string, key: "sequence.up" | "sequence.down", by: number) => {
    const made = button(`place-step ${className}`, "", () => move(at() + by, made));
    made.setAttribute("aria-label", tools.say(key, words));
    return made;
  };
  const controls = element("span", "place-controls");
  controls.append(list, step("place-up", "sequence.up", -1), step("place-down", "sequence.down", 1));
  place.append(controls);
}

function moveTo(fieldset: HTMLElement, place: HTMLElement, to: number, from: HTMLElement, tools: Tools): void {
  const rest = places(fieldset).filter((each) => each !== place);
  if (to < 0 || to > rest.length) return;
  const next = rest[to];
  if (next) next.before(place);
  else rest[rest.length - 1]?.after(place);
  fieldset.setAttribute(MOVED, "");
  renumber(fieldset);
  // Moving an element takes the focus from what is in it.
  from.focus();
  const words = wordsOf(fieldset, Number(place.dataset.option));
  tools.announce(tools.say("sequence.moved", to + 1, words, rest.length + 1));
  changed(fieldset);
}
