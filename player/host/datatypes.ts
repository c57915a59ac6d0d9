// The SCORM 1.2 data types (RTE, data model appendix), as checks of one string.

export type Check = (value: string) => boolean;

export interface DataType {
  /** The standard's name, as the inspector shows it. */
  name: string;
  legal: Check;
}

const matches =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value);

const DECIMAL = /^-?\d{1,3}(\.\d+)?$/;

function within(low: number, high: number): Check {
  return (value) => DECIMAL.test(value) && Number(value) >= low && Number(value) <= high;
}

function words(...list: string[]): DataType {
  return { name: list.map((word) => word || '""').join(" | "), legal: (value) => list.includes(value) };
}

export const string255: DataType = { name: "CMIString255", legal: (value) => value.length <= 255 };
export const string4096: DataType = { name: "CMIString4096", legal: (value) => value.length <= 4096 };
export const identifier: DataType = { name: "CMIIdentifier", legal: matches(/^[A-Za-z0-9_-]{1,255}$/) };
export const time: DataType = { name: "CMITime", legal: matches(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/) };
export const timespan: DataType = { name: "CMITimespan", legal: matches(/^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/) };
export const decimal: DataType = { name: "CMIDecimal", legal: matches(DECIMAL) };
export const score: DataType = {
  name: "CMIDecimal 0 to 100, or empty",
  legal: (value) => value === "" || within(0, 100)(value),
};
export const audio: DataType = {
  name: "CMISInteger -1 to 100",
  legal: (value) => /^-?\d{1,3}$/.test(value) && within(-1, 100)(value),
};
export const speed: DataType = {
  name: "CMISInteger -100 to 100",
  legal: (value) => /^-?\d{1,3}$/.test(value) && within(-100, 100)(value),
};
export const textMode: DataType = words("-1", "0", "1");

export const settableStatus: DataType = words("passed", "completed", "failed", "incomplete", "browsed");
export const anyStatus: DataType = words("passed", "completed", "failed", "incomplete", "browsed", "not attempted");
export const exit: DataType = words("time-out", "suspend", "logout", "");
export const credit: DataType = words("credit", "no-credit");
export const entry: DataType = words("ab-initio", "resume", "");
export const mode: DataType = words("browse", "normal", "review");
export const limitAction: DataType = words(
  "exit,message",
  "exit,no message",
  "continue,message",
  "continue,no message",
  "",
);
export const interactionType: DataType = words(
  "true-false",
  "choice",
  "fill-in",
  "matching",
  "performance",
  "sequencing",
  "likert",
  "numeric",
);

const VERDICTS = ["correct", "wrong", "unanticipated", "neutral"];
export const result: DataType = {
  name: `${VERDICTS.join(" | ")} | CMIDecimal`,
  legal: (value) => VERDICTS.includes(value) || DECIMAL.test(value),
};

const LIST = /^[0-9a-z](,[0-9a-z])*$/;
/** A list in which nothing stands twice. */
const isSet: Check = (value) => LIST.test(value) && new Set(value.split(",")).size === value.split(",").length;
const PAIRS = /^[0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*$/;
const unbraced = (value: string): string => value.replace(/^\{(.*)\}$/s, "$1");

/** CMIFeedback: what a response or a pattern may look like, per interaction type. */
const FEEDBACK: Record<string, Check> = {
  "true-false": matches(/^[01tf]/),
  choice: (value) => isSet(unbraced(value)),
  "fill-in": () => true,
  matching: (value) => PAIRS.test(unbraced(value)) && isSet(unbraced(value).replace(/\.[0-9a-z]/g, "")),
  performance: () => true,
  sequencing: isSet,
  likert: matches(/^[0-9a-z]?$/),
  // Of any size: only scores end at three digits.
  numeric: matches(/^-?\d+(\.\d+)?$/),
};

/** Whether `value` is a legal response for an interaction of `type`; an unknown type is held to the length only. */
export function legalFeedback(type: string, value: string): boolean {
  return value.length <= 255 && (FEEDBACK[type]?.(value) ?? true);
}

/** "0001:02:03.4" as seconds. The text must be a legal CMITimespan. */
export function seconds(timespanText: string): number {
  const [hours = "0", minutes = "0", rest = "0"] = timespanText.split(":");
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** Seconds as "HHHH:MM:SS.SS", the widest form of CMITimespan. */
export function formatTimespan(total: number): string {
  const cents = Math.round(total * 100);
  const pad = (value: number, width: number): string => String(value).padStart(width, "0");
  const whole = Math.floor(cents / 100);
  return `${pad(Math.floor(whole / 3600), 4)}:${pad(Math.floor(whole / 60) % 60, 2)}:${pad(whole % 60, 2)}.${pad(cents % 100, 2)}`;
}
