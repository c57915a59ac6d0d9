// The alphabet of the suspend data: numbers and sets of numbers in characters that every LMS keeps unharmed.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The text cannot be what the player wrote. */
export class Damaged extends Error {}

export function digit(value: number): string {
  return DIGITS.charAt(value);
}

export function writeNumber(value: number): string {
  let text = "";
  let rest = value;
  for (; rest >= 32; rest = Math.floor(rest / 32)) text += digit(32 + (rest % 32));
  return text + digit(rest);
}

export function writeSet(numbers: Iterable<number>): string {
  const bits: number[] = [];
  for (const n of numbers) {
    const at = Math.floor(n / 6);
    while (bits.length <= at) bits.push(0);
    bits[at] = (bits[at] ?? 0) | (1 << (n % 6));
  }
  return writeNumber(bits.length) + bits.map(digit).join("");
}

/** Reads from left to right and throws `Damaged` rather than guess. */
export class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  take(length: number): string {
    const end = this.at + length;
    if (end > this.text.length) throw new Damaged("too short");
    const part = this.text.slice(this.at, end);
    this.at = end;
    return part;
  }

  digit(): number {
    const value = DIGITS.indexOf(this.take(1));
    if (value < 0) throw new Damaged("not a digit");
    return value;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 45; scale *= 32) {
      const next = this.digit();
      value += (next % 32) * scale;
      if (next < 32) return value;
    }
    throw new Damaged("number without an end");
  }

  set(): Set<number> {
    const numbers = new Set<number>();
    const length = this.number();
    for (let at = 0; at < length; at++) {
      const bits = this.digit();
      for (let bit = 0; bit < 6; bit++) if (bits & (1 << bit)) numbers.add(6 * at + bit);
    }
    return numbers;
  }
}
