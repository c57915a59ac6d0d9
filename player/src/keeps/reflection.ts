// Free text in the alphabet of the suspend data: letters and digits as they are, a space as "_", anything else as "-" and the
// number of its UTF-16 unit. At most five characters a unit, which is what the build counts (coursepack/suspend.py).
import { Damaged, Reader, writeNumber } from "../digits.ts";
import type { KeepType } from "./type.ts";

export function writeText(text: string): string {
  let written = "";
  for (let at = 0; at < text.length; at++) written += unit(text.charAt(at));
  return written;
}

function unit(char: string): string {
  if (/[A-Za-z0-9]/.test(char)) return char;
  return char === " " ? "_" : `-${writeNumber(char.charCodeAt(0))}`;
}

/** As far as it can be read. */
export function readText(response: string): string {
  const reader = new Reader(response);
  let text = "";
  try {
    while (!reader.done) text += readUnit(reader);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return text;
}

function readUnit(reader: Reader): string {
  const char = reader.take(1);
  if (char === "_") return " ";
  return char === "-" ? String.fromCharCode(reader.number()) : char;
}

export const reflection: KeepType = {
  name: "reflection",
  prune: (keep, response) => writeText(readText(response).slice(0, keep.maxLength ?? 0)),
};
