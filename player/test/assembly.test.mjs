// How attempts are put together: draws by objective, no question twice before the pool is used up, sets, pinned options, retries, waiting
// times and limits; and what tries, hints, objectives and weights do to a score.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { course, question, quiz } from "./support/course.mjs";
import { load } from "./support/load.mjs";

const m = await load("order", "state", "rules", "scoring", "suspend", "ui/test-out", "questions/picks");

const numbers = (from, count) => Array.from({ length: count }, (_, at) => from + at);
const questions = (from, count, more = {}) => numbers(from, count).map((n) => question(n, [1], more));
const asked = (open) => open.entries.map((entry) => entry.question);
const answer = (open, n, pick) => m.setResponse(open, n, m.writePicks([pick]));
const RIGHT = 1;
const WRONG = 2;

/** Hands in an attempt in which the questions of `right` are answered rightly. */
function attempt(state, data, right, random) {
  const open = m.openQuiz(state, data, random);
  for (const entry of open.entries) {
    if (!entry.carried) answer(open, entry.question, right.includes(entry.question) ? RIGHT : WRONG);
  }
  const result = m.handIn(open, data);
  state.quizzes.set(data.n, open);
  return { open, result };
}

test("a blueprint draws from each row as many as it says", () => {
  const draws = [
    { count: 2, from: numbers(1, 5) },
    { count: 1, from: numbers(6, 5) },
  ];
  const data = quiz(1, questions(1, 10), { draws, shuffleQuestions: true });
  for (const seed of [0, 1, 77, 2 ** 30 - 1]) {
    const order = m.questionOrder(data, seed);
    assert.equal(order.filter((n) => n <= 5).length, 2);
    assert.equal(order.filter((n) => n > 5).length, 1);
  }
});

test("no question comes again before its pool is used up, and then not one of the last attempt", () => {
  const data = quiz(1, questions(1, 9), { draw: 3 });
  const state = m.freshState();
  const seen = [];
  for (let at = 0; at < 3; at++) seen.push(...asked(attempt(state, data, []).open));
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    numbers(1, 9),
    "three attempts ask all nine, each once",
  );
  const fourth = asked(attempt(state, data, []).open);
  assert.ok(fourth.every((n) => !seen.slice(6).includes(n)));
});

test("what was asked is kept over a close", () => {
  const data = course({ quizzes: [quiz(2, questions(1, 9), { draw: 3 })] });
  const state = m.freshState();
  const first = asked(attempt(state, data.quizzes[0], []).open);
  const later = m.prune(m.readSuspend(m.writeSuspend(state)), data);
  const second = asked(m.openQuiz(later, data.quizzes[0]));
  assert.ok(second.every((n) => !first.includes(n)));
});

test("a set is drawn whole and stays together, in its order", () => {
  const pool = [...questions(1, 4), ...questions(5, 3, { set: 1 }), ...questions(8, 2, { set: 2 })];
  const from = [1, 2, 3, 4, 5, 8];
  const data = quiz(1, pool, { draws: [{ count: 3, from }], shuffleQuestions: true });
  for (let seed = 0; seed < 50; seed++) {
    const order = m.questionOrder(data, seed);
    for (const set of [
      [5, 6, 7],
      [8, 9],
    ]) {
      const at = order.indexOf(set[0]);
      if (at >= 0) assert.deepEqual(order.slice(at, at + set.length), set);
      else assert.ok(set.every((n) => !order.includes(n)));
    }
  }
});

test("pinned options stay in their places, the others are mixed", () => {
  const data = quiz(1, [], { shuffleOptions: true });
  const one = question(1, [1], { options: [1, 2, 3, 4, 5], pinned: [5, 2] });
  const orders = numbers(0, 60).map((seed) => m.optionOrder(data, one, seed));
  for (const order of orders) {
    assert.equal(order[4], 5);
    assert.equal(order[1], 2);
    assert.deepEqual([...order].sort(), [1, 2, 3, 4, 5]);
  }
  assert.equal(new Set(orders.map(String)).size, 6, "three options have six orders");
});

test("retrying the missed ones keeps what was right, and scores all of it", () => {
  const data = quiz(1, questions(1, 4), { retry: "missed" });
  const state = m.freshState();
  attempt(state, data, [1, 3]);
  const open = m.openQuiz(state, data);
  assert.deepEqual(
    open.entries.map(({ question: n, carried }) => [n, carried]),
    [
      [1, true],
      [2, false],
      [3, true],
      [4, false],
    ],
  );
  assert.deepEqual(m.unanswered(open, data), [2, 4]);
  answer(open, 2, RIGHT);
  answer(open, 4, WRONG);
  assert.deepEqual([m.handIn(open, data).earned, open.best.possible], [300, 400]);
});

test("wrong tries and hints cost their share, and never more than the points", () => {
  const one = question(1, [1], { points: 3, penalty: 25, hintCosts: [10, 50] });
  const earned = (tries, hints, pick = RIGHT) => m.earned(one, { response: m.writePicks([pick]), tries, hints });
  assert.equal(earned(0, 0), 300, "answered with others, not tried by itself");
  assert.equal(earned(1, 0), 300);
  assert.equal(earned(2, 0), 225);
  assert.equal(earned(2, 1), 195);
  assert.equal(earned(3, 2), 0);
  assert.equal(earned(1, 0, WRONG), 0);
});

test("a third of what is left is cut, not rounded", () => {
  const one = question(1, [1, 2, 3], { options: [1, 2, 3], policy: "right-minus-wrong", penalty: 10 });
  assert.equal(m.earned(one, { response: m.writePicks([1]), tries: 2, hints: 0 }), 30);
});

test("an objective has a mark of its own: the attempt that meets it is the better one, whatever its score", () => {
  const pool = [...questions(1, 6, { aim: 1 }), ...questions(7, 4, { aim: 2 })];
  const data = course({
    passMark: 60,
    completion: { pages: "none", assessments: "passed" },
    quizzes: [quiz(2, pool, { attempts: 3 })],
    objectives: [
      { n: 1, id: "one", text: "One", mark: null },
      { n: 2, id: "two", text: "Two", mark: 75 },
    ],
  });
  const state = m.freshState();
  const marks = m.marksOf(data);
  const take = (right) => {
    const open = m.openQuiz(state, data.quizzes[0]);
    for (const { question: n } of open.entries) answer(open, n, right.includes(n) ? RIGHT : WRONG);
    m.handIn(open, data.quizzes[0], marks);
    state.quizzes.set(2, open);
    return m.judge(data, state);
  };
  assert.equal(take(numbers(1, 8)).success, "unknown", "80 % in all, but 50 % in the second objective");
  const second = take([1, 2, 3, 7, 8, 9]);
  assert.equal(second.success, "passed", "60 % in all, and 75 % in the second objective");
  assert.equal(m.percentText(second.score), "60");
  assert.deepEqual(m.objectiveScores(data, state).get(2), { earned: 300, possible: 400 });
});

test("an objective with a mark that was never asked is not reached", () => {
  const data = course({
    objectives: [{ n: 9, id: "other", text: "Other", mark: 1 }],
    completion: { pages: "none", assessments: "passed" },
  });
  const state = m.freshState();
  const open = m.openQuiz(state, data.quizzes[1]);
  for (const { question: n } of open.entries) m.setResponse(open, n, m.writePicks(n === 4 ? [2, 3] : [1]));
  m.handIn(open, data.quizzes[1]);
  state.quizzes.set(2, open);
  assert.equal(m.judge(data, state).success, "unknown");
});

test("weights: each assessment counts by its share, and no rounding makes a pass", () => {
  const total = (best, weights) => m.percentText(m.total(best, weights));
  const half = { earned: 50, possible: 100 };
  const all = { earned: 300, possible: 300 };
  assert.equal(total([half, all], [null, null]), "87.5", "by points");
  assert.equal(total([half, all], [1, 1]), "75");
  assert.equal(total([half, all], [3, 1]), "62.5");
  assert.equal(total([half, all], [3, null]), "75", "one without counts by its points: three against three");
  const third = { earned: 799_999, possible: 1_000_000 };
  assert.equal(m.reaches(m.total([third, third, third], [7, 11, 13]), 80), false);
  assert.equal(
    m.reaches(
      m.total(
        [
          { earned: 8, possible: 10 },
          { earned: 4, possible: 5 },
        ],
        [7, 11],
      ),
      80,
    ),
    true,
  );
});

test("a mark with decimals, as cmi5 may bring it, is reached exactly", () => {
  for (let hundredths = 1; hundredths <= 10_000; hundredths++) {
    assert.equal(m.reaches({ earned: hundredths, possible: 10_000 }, hundredths / 100), true, String(hundredths));
    assert.equal(m.reaches({ earned: hundredths - 1, possible: 10_000 }, hundredths / 100), false, String(hundredths));
  }
});

test("the weighted total is exact however large the attempts are", () => {
  const best = numbers(1, 9).map((n) => ({ earned: 99_990 + n, possible: 100_000 + n }));
  const weights = numbers(1, 9).map((n) => n * 111);
  const { earned } = m.total(best, weights);
  let [top, under] = [0n, 1n];
  for (const [at, each] of best.entries()) {
    top = top * BigInt(each.possible) + BigInt(weights[at] * each.earned) * under;
    under *= BigInt(each.possible);
  }
  const sum = BigInt(weights.reduce((a, b) => a + b));
  assert.equal(BigInt(earned), (10_000n * top) / (under * sum));
});

test("a waiting time and a time limit run on over a close", () => {
  mock.timers.enable({ apis: ["Date"], now: Date.UTC(2027, 0, 1) });
  try {
    const data = quiz(1, questions(1, 2), { wait: 60, timeLimit: 20, extraTime: [50] });
    const state = m.freshState();
    const open = m.openQuiz(state, data, Math.random, 50);
    assert.equal(m.timeLeft(data, open), 30 * 60);
    mock.timers.tick(29 * 60_000);
    state.quizzes.set(1, open);
    const later = m.readSuspend(m.writeSuspend(state)).quizzes.get(1);
    assert.equal(m.timeLeft(data, later), 60);
    mock.timers.tick(61_000);
    assert.ok(m.timeLeft(data, later) < 0);
    m.handIn(later, data);
    assert.equal(m.timeLeft(data, later), null);
    assert.equal(m.waiting(data, later), 3600);
    mock.timers.tick(3_600_000);
    assert.equal(m.waiting(data, later), 0);
  } finally {
    mock.timers.reset();
  }
});

test("a pretest passes over the lessons whose objectives reach their mark, and no others", () => {
  const pool = [...questions(1, 4, { aim: 1 }), ...questions(5, 4, { aim: 2 })];
  const testOut = [
    { title: "One", pages: [11, 12], objectives: [1], mark: 75 },
    { title: "Two", pages: [21], objectives: [2], mark: 75 },
    { title: "Three", pages: [31], objectives: [1, 3], mark: 75 },
  ];
  const data = quiz(1, pool, { purpose: "pretest", testOut });
  const state = m.freshState();
  const { result } = attempt(state, data, [1, 2, 3, 5]);
  assert.deepEqual(m.testOut(data, result, state), ["One"]);
  assert.deepEqual([...state.passedOver], [11, 12], "an objective that was not asked helps nobody");
});

test("questions of a survey want no answer and make no score", () => {
  const data = quiz(1, [question(1, [1]), question(2, [], { points: 0 })]);
  const state = m.freshState();
  const open = m.openQuiz(state, data);
  assert.deepEqual(m.unanswered(open, data), [1]);
  answer(open, 1, RIGHT);
  answer(open, 2, WRONG);
  assert.deepEqual([m.handIn(open, data).earned, open.best.possible], [100, 100]);
});
