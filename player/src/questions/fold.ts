// When two written answers are the same, and what a pattern accepts. docs/questions.md says the rules in words; coursepack/answers.py is
// the build's own reading of them, and tests/vectors/answers.json has cases for both.

/** Letters that are one with others in a quick hand, and have no accent to take off; quotation marks and dashes that a phone turns round. */
const SAME: Record<string, string> = {
  ...each("‘’‚‛′ʼ`´", "'"),
  ...each("“”„‟″«»", '"'),
  ...each("‐‑‒–—―−", "-"),
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ς: "σ", "\u00b5": "\u03bc" },
};
/** Accents of Latin, Greek and Cyrillic letters, vowel points of Hebrew and Arabic. Other marks make other words. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]/g;
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const WIDE = /[\uff00-\uffef]+/g;
const BLANK = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const BLANKS = new RegExp(BLANK, "g");
const AROUND = new RegExp(`^${BLANK}|${BLANK}$`, "g");

function each(chars: string, same: string): Record<string, string> {
  return Object.fromEntries([...chars].map((char) => [char, same]));
}

/** White space as single spaces, and nothing that does not show. */
export function tidy(text: string): string {
  return text.replace(INVISIBLE, "").replace(BLANKS, " ").replace(/^ | $/g, "");
}

/** One spelling for what looks the same, without white space around it. */
export function exact(text: string): string {
  return text.normalize("NFC").replace(AROUND, "");
}

/** Without letter case, accents, kinds of white space, of width, of quotation marks and of dashes. */
export function fold(text: string): string {
  const narrow = text.replace(INVISIBLE, "").replace(WIDE, (wide) => wide.normalize("NFKC"));
  const bare = narrow.toLowerCase().normalize("NFD").replace(MARKS, "").normalize("NFC");
  return tidy([...bare].map((char) => SAME[char] ?? char).join(""));
}

/** Whether a pattern accepts a text: "*" is any characters or none, "?" is one. Never takes longer than pattern times text. */
export function fits(pattern: string, text: string): boolean {
  const [wanted, told] = [[...pattern], [...text]];
  let [at, star, from] = [0, -1, 0];
  for (let read = 0; read < told.length; ) {
    if (wanted[at] === "*") {
      star = at++;
      from = read;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === told[read])) {
      at++;
      read++;
    } else if (star >= 0) {
      at = star + 1;
      read = ++from;
    } else return false;
  }
  while (wanted[at] === "*") at++;
  return at === wanted.length;
}
