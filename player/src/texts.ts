// Free text in the alphabet of the suspend data. Plain: letters and digits as they are, a space as "_", anything else as "-" and the number
// of its UTF-16 unit. Packed, when that is shorter: a "." first, then three digits for each unit. So a text takes 3 characters a unit and one
// more at most, which is what the build counts (coursepack/suspend.py).
import { Damaged, digit, Reader, writeNumber } from "./digits.ts";

export function writeText(text: string): string {
  let plain = "";
  let packed = ".";
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    plain += plainUnit(text.charAt(at), code);
    packed += digit(code >> 12) + digit((code >> 6) & 63) + digit(code & 63);
  }
  return packed.length < plain.length ? packed : plain;
}

function plainUnit(char: string, code: number): string {
  if (/[A-Za-z0-9]/.test(char)) return char;
  return char === " " ? "_" : `-${writeNumber(code)}`;
}

/** As far as it can be read. */
export function readText(response: string): string {
  const packed = response.startsWith(".");
  const reader = new Reader(packed ? response.slice(1) : response);
  let text = "";
  try {
    while (!reader.done) text += packed ? packedUnit(reader) : readUnit(reader);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return text;
}

function packedUnit(reader: Reader): string {
  const [high, middle, low] = [reader.digit(), reader.digit(), reader.digit()];
  return String.fromCharCode((high << 12) | (middle << 6) | low);
}

function readUnit(reader: Reader): string {
  const char = reader.take(1);
  if (char === "_") return " ";
  return char === "-" ? String.fromCharCode(reader.number()) : char;
}
