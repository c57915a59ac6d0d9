// What a response and a pattern may look like, per interaction type (RTE 4.2.9.1 and 4.2.9.2), within what an LMS must keep.
import { isLocalized, isReal, isShortIdentifier } from "./types2004.ts";

const MOST_PARTS = 36;
const MOST_FILLED = 10;
const MOST_STEPS = 250;
const LONGEST = 4000;

type Judge = (value: string) => boolean;

const parts = (value: string): string[] => (value === "" ? [] : value.split("[,]"));
const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;
const fits = (list: readonly string[], most: number, legal: Judge): boolean => list.length <= most && list.every(legal);

const isPair = (value: string): boolean => {
  const pair = value.split("[.]");
  return pair.length === 2 && pair.every(isShortIdentifier);
};

const isStep = (value: string): boolean => {
  const [step = "", answer, ...more] = value.split("[.]");
  if (answer === undefined || more.length > 0 || (step === "" && answer === "")) return false;
  return (step === "" || isShortIdentifier(step)) && answer.length <= 250;
};

const isRange = (value: string): boolean => {
  const ends = value.split("[:]");
  if (ends.length !== 2 || !ends.every((end) => end === "" || isReal(end))) return false;
  const [low = "", high = ""] = ends;
  return low === "" || high === "" || Number(low) <= Number(high);
};

/** Takes `{case_matters=true}` and the like off the front; null when one of them is malformed. */
function settled(value: string, ...names: string[]): string | null {
  let rest = value;
  for (;;) {
    const [found, name = "", word = ""] = /^\{(case_matters|order_matters)=([^}]*)\}/.exec(rest) ?? [];
    if (found === undefined) return rest;
    if (!names.includes(name) || !["true", "false"].includes(word)) return null;
    rest = rest.slice(found.length);
  }
}

const choice: Judge = (value) => fits(parts(value), MOST_PARTS, isShortIdentifier) && distinct(parts(value));
const filled: Judge = (value) => fits(value.split("[,]"), MOST_FILLED, (one) => isLocalized(one, 250));
const matching: Judge = (value) => fits(parts(value), MOST_PARTS, isPair);
const sequencing: Judge = (value) => fits(parts(value), MOST_PARTS, isShortIdentifier);
const performance: Judge = (value) => fits(value.split("[,]"), MOST_STEPS, isStep);
const trueFalse: Judge = (value) => value === "true" || value === "false";
const long: Judge = (value) => isLocalized(value, LONGEST);
const other: Judge = (value) => value.length <= LONGEST;

const RESPONSES: Record<string, Judge> = {
  "true-false": trueFalse,
  choice,
  "fill-in": filled,
  "long-fill-in": long,
  matching,
  performance,
  sequencing,
  likert: isShortIdentifier,
  numeric: isReal,
  other,
};

const after =
  (judge: Judge, ...names: string[]): Judge =>
  (value) => {
    const rest = settled(value, ...names);
    return rest !== null && judge(rest);
  };

const PATTERNS: Record<string, Judge> = {
  ...RESPONSES,
  "fill-in": after(filled, "case_matters", "order_matters"),
  "long-fill-in": after(long, "case_matters"),
  performance: after(performance, "order_matters"),
  numeric: isRange,
};

export const legalResponse = (type: string, value: string): boolean => RESPONSES[type]?.(value) ?? false;
export const legalPattern = (type: string, value: string): boolean => PATTERNS[type]?.(value) ?? false;

/** Types with exactly one right response. */
export const ONE_PATTERN: readonly string[] = ["true-false", "likert", "numeric", "other"];
