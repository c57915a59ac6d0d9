import assert from "node:assert/strict";
import { test } from "node:test";
import { question, quiz } from "./support/course.mjs";
import { load } from "./support/load.mjs";

const { mix, questionOrder, optionOrder, newSeed, veil, unveil, SEEDS } = await load("order", "veil");

const pool = (count) => Array.from({ length: count }, (_, at) => question(at + 1, [1]));

test("mix is a 32-bit whole number", () => {
  for (const n of [0, 1, 7, 9000]) {
    const value = mix(123456789, n);
    assert.ok(Number.isInteger(value) && value >= 0 && value < 2 ** 32);
  }
});

test("without draw and shuffle the source's order stands", () => {
  assert.deepEqual(questionOrder(quiz(1, pool(5)), 99), [1, 2, 3, 4, 5]);
});

test("a draw keeps the source's order unless questions are shuffled", () => {
  const drawn = questionOrder(quiz(1, pool(20), { draw: 6 }), 42);
  assert.equal(drawn.length, 6);
  assert.deepEqual(
    drawn,
    [...drawn].sort((a, b) => a - b),
  );
  const shuffled = questionOrder(quiz(1, pool(20), { draw: 6, shuffleQuestions: true }), 42);
  assert.deepEqual(
    [...shuffled].sort((a, b) => a - b),
    drawn,
  );
});

test("an added question never moves the others", () => {
  const before = questionOrder(quiz(1, pool(8), { shuffleQuestions: true }), 7);
  const after = questionOrder(quiz(1, pool(9), { shuffleQuestions: true }), 7);
  assert.deepEqual(
    after.filter((n) => n !== 9),
    before,
  );
});

test("fixed and true-false options stay", () => {
  const shuffling = quiz(1, [], { shuffleOptions: true });
  assert.deepEqual(optionOrder(shuffling, question(1, [1], { fixed: true }), 5), [1, 2, 3]);
  const truth = question(1, [1], { type: "true-false", options: [1, 0] });
  assert.deepEqual(optionOrder(shuffling, truth, 5), [1, 0]);
});

test("each option comes first about as often", () => {
  const first = new Map();
  const shuffling = quiz(1, [], { shuffleOptions: true });
  for (let seed = 0; seed < 3000; seed++) {
    const [n] = optionOrder(shuffling, question(4, [1]), Math.floor((seed * SEEDS) / 3000));
    first.set(n, (first.get(n) ?? 0) + 1);
  }
  for (const count of first.values()) assert.ok(count > 850 && count < 1150, String(count));
});

test("a quiz that mixes nothing has seed 0", () => {
  assert.equal(
    newSeed(quiz(1, pool(3)), () => 0.9),
    0,
  );
  assert.equal(
    newSeed(quiz(1, pool(3), { draw: 3 }), () => 0.9),
    0,
  );
  assert.ok(newSeed(quiz(1, pool(3), { draw: 2 }), () => 0.9) > 0);
});

test("what is veiled is not readable, and comes back", () => {
  for (const [n, text] of [
    [1, "[1]"],
    [4294967, '{"correct":"<p>Ja – größer</p>"}'],
    [0, ""],
  ]) {
    assert.equal(unveil(veil(text, n), n), text);
    assert.ok(text === "" || !veil(text, n).includes(text));
  }
});
