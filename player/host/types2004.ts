// The SCORM 2004 data types (RTE 4.1.1), as checks of one string.
import type { Check, DataType } from "./datatypes.ts";

export interface RangedType extends DataType {
  /** Of a legal value: whether it is within the range of its element (407). */
  within?: Check;
}

const LANGUAGE = "[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*";
const LOCALIZED = new RegExp(`^(?:\\{lang=(${LANGUAGE})\\})?([\\s\\S]*)$`);
const REAL = /^-?\d+(\.\d{1,7})?$/;
const TIME =
  /^(19[7-9]\d|20[0-2]\d|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2}(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?)?)?)?)?)?)?$/;
const INTERVAL = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;

const matches =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value);

/** A localized string whose text has at most `longest` characters. */
export function isLocalized(value: string, longest: number): boolean {
  const [, language, text = ""] = LOCALIZED.exec(value) ?? [];
  return !(language === undefined && /^\{lang=/.test(value)) && text.length <= longest;
}

export const isReal = matches(REAL);
export const isShortIdentifier = matches(/^[^\s[\]{}]{1,250}$/);
/** A URI, or a URN with a namespace and a name. */
export const isLongIdentifier: Check = (value) =>
  value.length <= 4000 && /^(urn:[A-Za-z0-9][A-Za-z0-9-]{1,30}:\S+|(?!urn:)\S+)$/.test(value);

const text = (longest: number): RangedType => ({
  name: `characterstring (${longest})`,
  legal: (value) => value.length <= longest,
});
const localized = (longest: number): RangedType => ({
  name: `localized_string (${longest})`,
  legal: (value) => isLocalized(value, longest),
});
const words = (...list: string[]): RangedType => ({
  name: list.map((word) => word || '""').join(" | "),
  legal: (value) => list.includes(value),
});
const between = (low: number, high: number): RangedType => ({
  name: `real (10,7) from ${low} to ${high}`,
  legal: isReal,
  within: (value) => Number(value) >= low && Number(value) <= high,
});

export const text1000 = text(1000);
export const text4000 = text(4000);
export const text64000 = text(64_000);
export const text250 = text(250);
export const localized250 = localized(250);
export const localized4000 = localized(4000);
export const real: RangedType = { name: "real (10,7)", legal: isReal };
export const scaled = between(-1, 1);
export const measure = between(0, 1);
export const notNegative: RangedType = { ...real, within: (value) => Number(value) >= 0 };
export const longIdentifier: RangedType = { name: "long_identifier_type", legal: isLongIdentifier };
export const time: RangedType = { name: "time (second,10,0)", legal: matches(TIME) };
export const interval: RangedType = { name: "timeinterval (second,10,2)", legal: matches(INTERVAL) };
export const language: RangedType = { name: "language_type", legal: matches(new RegExp(`^(${LANGUAGE})?$`)) };
export const captioning = words("-1", "0", "1");
export const completion = words("completed", "incomplete", "not attempted", "unknown");
export const success = words("passed", "failed", "unknown");
export const exit = words("time-out", "suspend", "logout", "normal", "");
export const credit = words("credit", "no-credit");
export const entry = words("ab-initio", "resume", "");
export const mode = words("browse", "normal", "review");
export const limitAction = words("exit,message", "continue,message", "exit,no message", "continue,no message");
export const valid = words("true", "false", "unknown");
export const interactionType = words(
  "true-false",
  "choice",
  "fill-in",
  "long-fill-in",
  "matching",
  "performance",
  "sequencing",
  "likert",
  "numeric",
  "other",
);
const VERDICTS = ["correct", "incorrect", "unanticipated", "neutral"];
export const result: RangedType = {
  name: `${VERDICTS.join(" | ")} | real (10,7)`,
  legal: (value) => VERDICTS.includes(value) || isReal(value),
};
export const request: RangedType = {
  name: "navigation request",
  legal: matches(
    /^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=[^\s}]+\}(choice|jump))$/,
  ),
};

const PARTS: readonly (readonly [pattern: RegExp, seconds: number])[] = [
  [/(\d+)Y/, 31_557_600],
  [/^P(?:\d+Y)?(\d+)M/, 2_629_800],
  [/(\d+)D/, 86_400],
  [/(\d+)H/, 3600],
  [/T(?:\d+H)?(\d+)M/, 60],
  [/([\d.]+)S/, 1],
];

/** "PT1H2M3.4S" as seconds. The text must be a legal interval. */
export function secondsOf(text: string): number {
  return PARTS.reduce((sum, [pattern, worth]) => sum + Number(pattern.exec(text)?.[1] ?? 0) * worth, 0);
}

/** Seconds as "PT1H2M3.4S", in hundredths. */
export function intervalOf(total: number): string {
  const cents = Math.round(total * 100);
  const whole = Math.floor(cents / 100);
  return `PT${Math.floor(whole / 3600)}H${Math.floor(whole / 60) % 60}M${(whole % 60) + (cents % 100) / 100}S`;
}
