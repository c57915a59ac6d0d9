// Looking for words in a text without regard to case and diacritics, in any script: "Tran" finds "Trần", and a Chinese
// word is found wherever it stands, because nothing depends on spaces.

/** Letters that no decomposition takes apart, and signs that a reader does not type. */
const LOOSE: Record<string, string> = {
  đ: "d",
  ł: "l",
  ø: "o",
  ı: "i",
  æ: "ae",
  œ: "oe",
  ß: "ss",
  ى: "ي",
  ة: "ه",
  ـ: "",
  "’": "'",
  "‘": "'",
  "\u00ad": "",
  "\u200b": "",
};

const known = new Map<string, string>();

function plain(char: string): string {
  let folded = known.get(char);
  if (folded === undefined) {
    const parts = [...char.toLowerCase().normalize("NFKD")].filter((part) => !/\p{Mn}/u.test(part));
    folded = parts.map((part) => LOOSE[part] ?? part).join("");
    known.set(char, folded);
  }
  return folded;
}

/** A text as it is searched; `at` tells for each of its characters where it stood in the original. */
export interface Folded {
  text: string;
  at: number[];
}

export function fold(original: string): Folded {
  const at: number[] = [];
  let text = "";
  let here = 0;
  for (const char of original) {
    const folded = plain(char);
    for (let i = 0; i < folded.length; i++) at.push(here);
    text += folded;
    here += char.length;
  }
  at.push(original.length);
  return { text, at };
}

/** The words of a query; empty when it is too short to look for. */
export function wordsOf(query: string): string[] {
  const words = fold(query).text.split(/\s+/).filter(Boolean);
  const least = words.join("");
  // One letter of an alphabet is nothing to look for, one Chinese character is a word.
  return least.length > 1 || least > "\u2e80" ? words : [];
}

type Range = [start: number, end: number];

/** Where the words stand in the original, in order and apart; null unless all of them do. */
export function find({ text, at }: Folded, words: readonly string[]): Range[] | null {
  const found: Range[] = [];
  for (const word of words) {
    let from = text.indexOf(word);
    if (from < 0) return null;
    for (; from >= 0; from = text.indexOf(word, from + word.length))
      found.push([at[from] ?? 0, at[from + word.length] ?? 0]);
  }
  found.sort(([a], [b]) => a - b);
  return found.reduce<Range[]>((apart, [start, end]) => {
    const last = apart[apart.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
    return apart;
  }, []);
}

const BEFORE = 48;
const LENGTH = 160;

/** The surroundings of the first place, cut between words where there are any: plain and marked parts in turn. */
export function excerpt(original: string, ranges: readonly Range[]): string[] {
  const first = ranges[0]?.[0] ?? 0;
  const start = cut(original, Math.max(0, first - BEFORE), first);
  const end = original.length - start <= LENGTH ? original.length : original.lastIndexOf(" ", start + LENGTH);
  const stop = end > first ? end : Math.min(original.length, start + LENGTH);
  const parts = [start > 0 ? "… " : ""];
  let here = start;
  for (const [from, to] of ranges) {
    if (to > stop) break;
    parts[parts.length - 1] += original.slice(here, from);
    parts.push(original.slice(from, to), "");
    here = to;
  }
  parts[parts.length - 1] += original.slice(here, stop) + (stop < original.length ? " …" : "");
  return parts;
}

/** The next beginning of a word, if there is one before `first`. */
function cut(original: string, from: number, first: number): number {
  if (from === 0) return 0;
  const space = original.indexOf(" ", from);
  return space >= 0 && space < first ? space + 1 : from;
}
