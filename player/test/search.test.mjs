// Search: case and diacritics do not matter, in any script, and what is marked is what was found.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/load.mjs";

const { excerpt, find, fold, wordsOf } = await load("search");

/** The query and the part of the text that is found and marked; null: nothing is. */
const PAIRS = [
  ["en", "QUIET", "A quiet room", ["quiet"]],
  ["en", "cafe", "The Café is open", ["Café"]],
  ["en", "nurse's", "The nurse’s desk", ["nurse’s"]],
  ["en", "ﬁrst", "first things", ["first"]],
  ["en", "cooperate", "co\u00adoperate", ["co\u00adoperate"]],
  ["es", "nino", "un niño pequeño", ["niño"]],
  ["es", "SEÑAL", "una señal", ["señal"]],
  ["vi", "tran", "ông Trần đến", ["Trần"]],
  ["vi", "den", "ông Trần đến", ["đến"]],
  ["zh", "人口", "防止人口贩运", ["人口"]],
  ["zh", "贩", "防止人口贩运", ["贩"]],
  ["ko", "도움", "도움이 필요합니다", ["도움"]],
  ["fil", "nina", "si Niña", ["Niña"]],
  ["ar", "انسان", "الإنسان حرّ", ["إنسان"]],
  ["ar", "حر", "الإنسان حُرّ", ["حُرّ"]],
  ["ar", "مساعده", "مساعدة", ["مساعدة"]],
  ["ht", "edikasyon", "Edikasyon", ["Edikasyon"]],
  ["ht", "fre", "frè mwen", ["frè"]],
  ["ru", "елка", "Ёлка зелёная", ["Ёлка"]],
  ["ru", "ЗЕЛЕН", "Ёлка зелёная", ["зелён"]],
  ["en", "quiet door", "The door of a quiet room", ["door", "quiet"]],
  ["en", "quiet window", "The door of a quiet room", null],
];

for (const [language, query, text, marked] of PAIRS) {
  test(`${language}: '${query}' in '${text}'`, () => {
    const ranges = find(fold(text), wordsOf(query));
    assert.deepEqual(ranges?.map(([from, to]) => text.slice(from, to)) ?? null, marked);
  });
}

test("one letter is nothing to look for, one Chinese character is", () => {
  assert.deepEqual(wordsOf("a"), []);
  assert.deepEqual(wordsOf("  "), []);
  assert.deepEqual(wordsOf("人"), ["人"]);
  assert.deepEqual(wordsOf("a b"), ["a", "b"]);
});

test("places that overlap are one", () => {
  assert.deepEqual(find(fold("banana"), ["anan", "nana"]), [[1, 6]]);
});

test("an excerpt begins and ends between words, and marks every place in it", () => {
  const text = `${"Some words go before it. ".repeat(6)}The quiet room is quiet.${" And some come after.".repeat(12)}`;
  const parts = excerpt(text, find(fold(text), ["quiet"]));
  assert.deepEqual(
    parts.filter((_, at) => at % 2),
    ["quiet", "quiet"],
  );
  assert.match(parts[0], /^… (Some|words|go|before|it\.) /);
  assert.match(parts.at(-1), /\w\.? …$/);
  assert.ok(parts.join("").length < 180);
});

test("an excerpt of a script without spaces is cut all the same", () => {
  const text = "防止人口贩运".repeat(60);
  const parts = excerpt(text, [[180, 182]]);
  assert.equal(parts[1], text.slice(180, 182));
  assert.ok(parts.join("").length < 180);
});

test("a short text is shown whole", () => {
  assert.deepEqual(excerpt("A quiet room", [[2, 7]]), ["A ", "quiet", " room"]);
});
