// Cases of plural forms for tests/vectors/: by language and category, the numbers among these that have it.
import { readFileSync } from "node:fs";
import { load } from "./load.mjs";

const { category } = await load("plural");

const upTo = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
export const NUMBERS = [...upTo(0, 130), ...upTo(197, 214), 1000, 1001, 1002, 1011, 12_345, 1e6, 1_000_001, 2e6, 3e9];

/** Facts of each language that has a catalogue, as the build reads them. */
export const LANGUAGES = JSON.parse(
  readFileSync(new URL("../../../coursepack/data/languages.json", import.meta.url), "utf8"),
);

export function pluralCases() {
  return Object.entries(LANGUAGES).map(([language, { plural }]) => {
    const found = {};
    for (const n of NUMBERS) {
      const name = category(plural, n);
      found[name] = `${found[name] ?? ""} ${n}`.trim();
    }
    return { language, found };
  });
}
