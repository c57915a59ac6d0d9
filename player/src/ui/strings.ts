import { category, type PluralRule } from "../plural.ts";
import { element } from "./dom.ts";

/** A text, or its plural forms by category. */
export type Text = string | { [category: string]: string };

/** The part of the course's data that is the player's own words. */
export interface Tongue {
  strings: Record<string, Text>;
  /** English of critical texts that no person has reviewed in this language. */
  english?: Record<string, Text>;
  plural?: PluralRule[];
  /** The decimal sign, if it is no point. */
  decimal?: string;
}

type Value = string | number;

export interface Say {
  /** A text of the interface with its {0} holes filled; the first value chooses the plural form. The key itself when the build left it out. */
  (key: string, ...values: Value[]): string;
  /** An element with the text, and with its English where that must stand beside. */
  in<K extends keyof HTMLElementTagNameMap>(
    name: K,
    className: string,
    key: string,
    ...values: Value[]
  ): HTMLElementTagNameMap[K];
}

const ENGLISH: PluralRule[] = [["one", [0, 1, 1]]];

export function speaker({ strings, english = {}, plural = [], decimal = "." }: Tongue, rtl = false): Say {
  const fill = (text: string, values: Value[]) =>
    text.replace(/\{(\d)\}/g, (hole, index) => {
      const value = values[Number(index)];
      if (typeof value === "number") return String(value).replace(".", decimal);
      // Isolated, so that a title in Latin letters does not turn an Arabic sentence round.
      const isolate = /[\u0590-\u08ff]/.test(value ?? "") ? "\u2067" : "\u2066";
      return value === undefined ? hole : rtl ? `${isolate}${value}\u2069` : value;
    });
  const say = (key: string, ...values: Value[]) => fill(form(strings[key] ?? key, plural, values[0]), values);
  return Object.assign(say, {
    in<K extends keyof HTMLElementTagNameMap>(name: K, className: string, key: string, ...values: Value[]) {
      const made = element(name, className, say(key, ...values));
      const beside = english[key];
      if (beside) {
        const words = element("span", "english", fill(form(beside, ENGLISH, values[0]), values));
        words.lang = "en";
        words.dir = "ltr";
        made.append(" ", words);
      }
      return made;
    },
  });
}

function form(text: Text, rules: PluralRule[], first: Value | undefined): string {
  return typeof text === "string" ? text : (text[category(rules, first)] ?? text.other ?? "");
}
