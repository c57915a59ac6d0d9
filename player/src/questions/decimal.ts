// Numbers that people write, exactly: as text and whole numbers, never as what a computer makes of a fraction.
import { tidy } from "./fold.ts";

/** `digits` shifted right by `scale` places. */
interface Exact {
  digits: bigint;
  scale: number;
}

export interface Written {
  /** In the one way to write it: "-12.5". */
  value: string;
  /** What stands behind it, such as a unit. */
  rest: string;
}

/** Codes of 0 in other scripts: Arabic, Persian, Devanagari, Bengali, full-width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
const SIGNS: Record<string, string> = {
  ...Object.fromEntries([..."−‐‑–－﹣"].map((dash) => [dash, "-"])),
  ...{ "＋": "+", "．": ".", "，": ",", "٫": ",", "٬": "'", "’": "'" },
};
const MOST_DIGITS = 30;

function plainChar(char: string): string {
  const code = char.charCodeAt(0);
  const zero = ZEROS.find((each) => code >= each && code < each + 10);
  return zero === undefined ? (SIGNS[char] ?? char) : String(code - zero);
}

/** The number in a text of a language with that decimal sign; null when it is none. */
export function readNumber(text: string, decimal: string): Written | null {
  const plain = tidy([...text].map(plainChar).join("")).replace(/^([+-]) /, "$1");
  const found = /^([+-]?)(\d[\d., ']*|[.,]\d+)(.*)$/s.exec(plain);
  if (!found) return null;
  const [, sign = "", written = "", rest = ""] = found;
  const digits = parted(written.replace(/ +$/, ""), decimal);
  if (digits === null || digits.replace(".", "").length > MOST_DIGITS || /^[\d.,']/.test(rest)) return null;
  return { value: write(exactly((sign === "-" ? "-" : "") + digits)), rest: rest.replace(/^ +| +$/g, "") };
}

/** Digits with at most one point, out of those that somebody grouped and parted as they are used to. */
function parted(written: string, decimal: string): string | null {
  const digits = ungrouped(written);
  if (/[ ']/.test(digits)) return null;
  const sign = partingSign(digits, decimal);
  const at = sign === "" ? digits.length : digits.indexOf(sign);
  const part = digits.slice(at + 1);
  const whole = withoutGroups(digits.slice(0, at));
  if (whole === null || !/^\d*$/.test(part) || whole + part === "") return null;
  return part === "" ? whole : `${whole || "0"}.${part}`;
}

/** Without spaces and apostrophes between groups of three. */
function ungrouped(written: string): string {
  const [first = "", ...groups] = written.split(/([ '])/);
  let digits = first;
  for (let at = 0; at < groups.length; at += 2) {
    const [mark = "", group = ""] = groups.slice(at, at + 2);
    digits += /\d$/.test(digits) && /^\d{3}(\D|$)/.test(group) ? group : mark + group;
  }
  return digits;
}

/** Which of the signs parts the fraction off; "" when all of them group, or there is none. */
function partingSign(digits: string, decimal: string): string {
  const signs = digits.replace(/\d/g, "");
  const last = signs.slice(-1);
  if (signs.length > 1) return signs === last.repeat(signs.length) ? "" : last;
  return last !== decimal && /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? "" : last;
}

function withoutGroups(whole: string): string | null {
  if (/^\d*$/.test(whole)) return whole;
  return /^\d{1,3}(,\d{3})+$|^\d{1,3}(\.\d{3})+$/.test(whole) ? whole.replace(/[.,]/g, "") : null;
}

export function exactly(value: string): Exact {
  const [whole = "", part = ""] = value.split(".");
  return { digits: BigInt(whole + part), scale: part.length };
}

function write({ digits, scale }: Exact): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  const whole = text.slice(0, text.length - scale);
  const part = text.slice(text.length - scale).replace(/0+$/, "");
  return (digits < 0n ? "-" : "") + whole + (part === "" ? "" : `.${part}`);
}

/** Below 0, 0 or above it, as `a` is less than `b`, the same or more. */
export function compare(a: string, b: string): number {
  const [one, other] = [exactly(a), exactly(b)];
  const difference = one.digits * 10n ** BigInt(other.scale) - other.digits * 10n ** BigInt(one.scale);
  return difference < 0n ? -1 : Number(difference > 0n);
}

export function times(a: string, b: string): string {
  const [one, other] = [exactly(a), exactly(b)];
  return write({ digits: one.digits * other.digits, scale: one.scale + other.scale });
}
