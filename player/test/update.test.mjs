// A course that changes while a learner is in it: no verdict comes out of the change, and none is lost by it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { course, question, quiz } from "./support/course.mjs";
import { load } from "./support/load.mjs";

const m = await load("suspend", "state", "rules", "scoring", "questions/picks");

const numbers = (from, count) => Array.from({ length: count }, (_, at) => from + at);
const questions = (from, count) => numbers(from, count).map((n) => question(n, [1]));
const final = (asked, more = {}) => course({ quizzes: [quiz(2, asked, more)] });

/** A learner with an attempt under way: the first `answered` questions rightly answered. */
function underWay(data, answered = 0) {
  const state = m.freshState();
  const open = m.openQuiz(state, data.quizzes[0], () => 0.4);
  for (const { question: n } of open.entries.slice(0, answered)) m.setResponse(open, n, m.writePicks([1]));
  state.quizzes.set(2, open);
  return { state, open };
}

const resumed = (state, data) => m.prune(m.readSuspend(m.writeSuspend(state)), data);

test("one question left of ten is no attempt: others of the pool take the places of removed ones", () => {
  const { state, open } = underWay(final(questions(1, 20), { draw: 10 }), 3);
  const left = open.entries[0].question;
  const gone = new Set(open.entries.slice(1).map((entry) => entry.question));
  const pool = [...questions(1, 20).filter(({ n }) => !gone.has(n)), ...questions(21, 5)];
  const after = resumed(state, final(pool, { draw: 10 })).quizzes.get(2);
  assert.equal(after.entries.length, 10);
  assert.equal(new Set(after.entries.map((entry) => entry.question)).size, 10);
  assert.deepEqual(after.entries[0], { ...m.openEntry(left), response: m.writePicks([1]) });
  assert.ok(after.entries.slice(1).every((entry) => entry.response === ""));
});

test("a question that joins a set joins those of a check that were answered; a set that lost one gets no other", () => {
  const set = (...asked) => asked.map((n) => question(n, [1], { set: 2 }));
  const check = (asked) => course({ quizzes: [quiz(2, asked, { purpose: "check" })] });
  const { state } = underWay(check([...questions(1, 1), ...set(2, 3), ...questions(4, 1)]), 4);
  const after = resumed(state, check([...questions(1, 1), ...set(2, 5, 3), ...questions(4, 1)])).quizzes.get(2);
  assert.deepEqual(
    after.entries.map((entry) => [entry.question, entry.response !== ""]),
    [1, 2, 3, 4, 5].map((n) => [n, n !== 5]),
  );
  const drawn = (...asked) => final([...questions(10, 4), ...asked], { draws: [{ count: 1, from: [2, 10, 11] }] });
  const one = underWay(drawn(...set(2, 3, 4))).state;
  one.quizzes.get(2).entries = [2, 3, 4].map(m.openEntry);
  const less = resumed(one, drawn(...set(2, 4))).quizzes.get(2);
  assert.deepEqual(
    less.entries.map((entry) => entry.question),
    [2, 4],
  );
});

test("an attempt under way is not made longer, nor longer than a lowered draw", () => {
  const { state } = underWay(final(questions(1, 4)));
  assert.equal(resumed(state, final(questions(1, 9))).quizzes.get(2).entries.length, 4);
  const drawn = underWay(final(questions(1, 20), { draw: 10 })).state;
  assert.equal(resumed(drawn, final(questions(30, 20), { draw: 5 })).quizzes.get(2).mode, m.CLOSED ?? 0);
});

test("fewer attempts allowed than used: the attempt under way may still be handed in", () => {
  const before = final(questions(1, 2), { attempts: 3 });
  const { state, open } = underWay(before);
  open.attempts = 2;
  open.best = { earned: 0, possible: 2 };
  const after = final(questions(1, 2), { attempts: 2 });
  const now = resumed(state, after);
  assert.equal(m.judge(after, now).success, "unknown");
  const kept = now.quizzes.get(2);
  m.handIn(kept, after.quizzes[0]);
  assert.equal(m.judge(after, now).success, "failed");
});

test("a raised pass mark, a removed assessment or a new one take no pass back", () => {
  const data = course({ passMark: 50, completion: { pages: "none", assessments: "passed" } });
  const state = m.freshState();
  state.quizzes.set(2, {
    ...m.freshQuiz(),
    attempts: 1,
    best: { earned: 2, possible: 4, objectives: new Map() },
    mode: 0,
  });
  m.latch(state, m.judge(data, state));
  assert.equal(state.passed, true);
  const extra = quiz(3, questions(30, 2));
  for (const more of [{ passMark: 90 }, { quizzes: [extra] }, { quizzes: [...data.quizzes, extra] }]) {
    const after = course({ completion: data.completion, ...more });
    const verdict = m.judge(after, resumed(state, after));
    assert.deepEqual([verdict.completed, verdict.success], [true, "passed"]);
  }
});

test("another course's suspend data is not this one's", () => {
  const { state } = underWay(final(questions(1, 4)));
  state.completed = state.passed = true;
  const text = m.writeSuspend(state, "https://example.org/one");
  assert.ok(m.readSuspend(text, "https://example.org/one"));
  assert.equal(m.readSuspend(text, "https://example.org/two"), null);
  assert.equal(text.length, m.writeSuspend(state).length);
});

test("two picks where a question now takes one are no answer", () => {
  const before = final([question(1, [1, 2])]);
  const { state, open } = underWay(before);
  m.setResponse(open, 1, m.writePicks([1, 2]));
  assert.equal(resumed(state, final([question(1, [1])])).quizzes.get(2).entries[0].response, "");
  assert.equal(resumed(state, before).quizzes.get(2).entries[0].response, m.writePicks([1, 2]));
});

test("no counter grows without end", () => {
  const data = final(questions(1, 1));
  const { state, open } = underWay(data);
  const length = () => m.writeSuspend(state).length;
  open.attempts = 32 ** 2 - 2;
  open.best = { earned: 0, possible: 1, objectives: new Map() };
  state.nextInteraction = 32 ** 3 - 1;
  m.handIn(open, data.quizzes[0]);
  const widest = length();
  m.handIn(open, data.quizzes[0]);
  state.nextInteraction++;
  assert.equal(length(), widest);
  assert.equal(open.attempts, 32 ** 2 - 1);
});

test("a text that an LMS would refuse leaves out results on show, never progress", () => {
  const state = m.freshState();
  for (const n of [1, 2]) {
    const entries = numbers(1000 * n, 500).map((asked) => ({ ...m.openEntry(asked), response: m.writePicks([1]) }));
    const best = { earned: 1, possible: 500, objectives: new Map() };
    state.quizzes.set(n, { ...m.freshQuiz(), attempts: 1, best, mode: n, seed: 2 ** 30 - 1, entries });
  }
  const text = m.writeSuspend(state);
  assert.ok(text.length <= 4096, String(text.length));
  const read = m.readSuspend(text);
  assert.equal(read.quizzes.get(1).entries.length, 500);
  assert.deepEqual(read.quizzes.get(2).best, { earned: 1, possible: 500, objectives: new Map() });
});
