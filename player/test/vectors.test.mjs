import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./support/load.mjs";
import { largeState, VECTORS } from "./support/vectors.mjs";

const { writeSuspend, readSuspend } = await load("suspend");

for (const [name, cases] of Object.entries(VECTORS)) {
  test(`tests/vectors/${name}.json is what the player does (else: npm run vectors, and review)`, () => {
    const kept = readFileSync(new URL(`../../tests/vectors/${name}.json`, import.meta.url), "utf8");
    assert.deepEqual(JSON.parse(kept), JSON.parse(JSON.stringify(cases())));
  });
}

test("310 blocks and 140 questions fit 1,200 characters", () => {
  const text = writeSuspend(largeState());
  assert.ok(text.length <= 1200, String(text.length));
  assert.deepEqual(readSuspend(text), largeState());
});

// Worked out by hand from docs/player.md.
test("the shortest texts, by hand", () => {
  const [nothing, first] = VECTORS.suspend();
  assert.equal(nothing.text.slice(0, -2), "2AAAAAAAA");
  // page 1, no flags, interaction 0, one character of blocks with bits 1 and 2 (= 6 = "G"), no quizzes, and three empty ends
  assert.equal(first.text.slice(0, -2), "2BAABGAAAA");
});
