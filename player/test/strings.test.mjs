import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/load.mjs";
import { LANGUAGES, NUMBERS } from "./support/plurals.mjs";

const { category, speaker } = await load("plural", "ui/strings");

for (const [language, { plural }] of Object.entries(LANGUAGES)) {
  // ICU has no rules for some languages, and would silently give those of this machine's own.
  if (Intl.PluralRules.supportedLocalesOf([language]).length === 0) continue;
  test(`plural forms of ${language} are those of Unicode's data`, () => {
    const rules = new Intl.PluralRules(language);
    for (const n of NUMBERS) assert.equal(category(plural, n), rules.select(n), String(n));
    const known = new Set(rules.resolvedOptions().pluralCategories);
    assert.deepEqual(new Set([...plural.map(([name]) => name), "other"]), known);
  });
}

test("only Haitian Creole is unknown to Unicode's data", () => {
  const unknown = Object.keys(LANGUAGES).filter((tag) => Intl.PluralRules.supportedLocalesOf([tag]).length === 0);
  assert.deepEqual(unknown, ["ht"]);
});

test("months and decimal signs are those of Unicode's data", () => {
  for (const [language, { months, decimal }] of Object.entries(LANGUAGES)) {
    if (language === "ht") continue;
    const format = new Intl.DateTimeFormat(language, { dateStyle: "long", numberingSystem: "latn", timeZone: "UTC" });
    for (const [at, name] of (months ?? []).entries()) {
      const parts = format.formatToParts(Date.UTC(2026, at, 15));
      assert.equal(parts.find(({ type }) => type === "month").value, name);
    }
    const parts = new Intl.NumberFormat(language, { numberingSystem: "latn" }).formatToParts(1.5);
    assert.equal(parts.find(({ type }) => type === "decimal").value, decimal, language);
  }
});

test("what is no whole number has the form for others", () => {
  for (const value of [1.5, "1", undefined, null, Number.NaN]) {
    assert.equal(category([["one", [0, 1, 1]], ["many"]], value), "other");
  }
});

test("the first value chooses the form, and fills any hole", () => {
  const say = speaker({
    strings: { left: { one: "{1}: {0} page", few: "{1}: {0} few", other: "{1}: {0} pages" }, plain: "{0} of {1}" },
    plural: [
      ["one", [0, 1, 1]],
      ["few", [0, 2, 4]],
    ],
  });
  assert.equal(say("left", 1, "A"), "A: 1 page");
  assert.equal(say("left", 3, "A"), "A: 3 few");
  assert.equal(say("left", 7, "A"), "A: 7 pages");
  assert.equal(say("plain", 2), "2 of {1}");
  assert.equal(say("nowhere"), "nowhere");
});

test("a form that a catalogue lacks is the one for others", () => {
  const say = speaker({ strings: { left: { other: "{0} left" } }, plural: [["one", [0, 1, 1]]] });
  assert.equal(say("left", 1), "1 left");
});

test("numbers have the decimal sign of the language; words between right-to-left words are isolated", () => {
  const strings = { result: "{0} % {1}" };
  assert.equal(speaker({ strings, decimal: "," })("result", 62.5, "v1.2"), "62,5 % v1.2");
  assert.equal(speaker({ strings }, true)("result", 62.5, "Title"), "62.5 % \u2066Title\u2069");
  assert.equal(speaker({ strings }, true)("result", 1, "درس (v2)"), "1 % \u2067درس (v2)\u2069");
});
