// A case that branches: a way is an answer only at its end, is pruned by an update, and each decision is told by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { course, question, quiz } from "./support/course.mjs";
import { load } from "./support/load.mjs";

const m = await load("interactions", "state", "rules", "suspend", "questions/picks");

const DECISIONS = [
  [1, 1, 2],
  [1, 2, 3],
  [2, 3, 4],
  [2, 4, 4],
  [3, 5, 2],
  [3, 6, 4],
];
const walk = (decisions = DECISIONS) =>
  question(1, [1, 3, 5], { type: "decision", decisions, scenes: { 1: "hall", 2: "door", 3: "silence" } });
const practice = (asked) =>
  course({
    completion: { pages: "all", assessments: "none" },
    quizzes: [quiz(1, [asked], { purpose: "check" })],
    pages: [{ n: 1, id: "one", title: "One", blocks: [1], quizzes: [1], seconds: 60 }],
  });

function answered(data, way) {
  const state = m.freshState();
  const open = m.openQuiz(state, data.quizzes[0]);
  m.setResponse(open, 1, m.writeList(way));
  state.quizzes.set(1, open);
  state.seen.add(1);
  return state;
}

test("the beginning of a way is no answer: neither the page nor the course is done by it", () => {
  const data = practice(walk());
  for (const [way, done] of [
    [[], false],
    [[2], false],
    [[2, 5], false],
    [[2, 6], true],
    [[1, 4], true],
  ]) {
    const state = answered(data, way);
    assert.equal(m.judge(data, state).completed, done, String(way));
    assert.deepEqual(m.unanswered(state.quizzes.get(1), data.quizzes[0]), done ? [] : [1]);
  }
});

test("an update that takes a decision away leaves the way before it; one that goes on after an ending opens it again", () => {
  const kept = (way, decisions) => {
    const data = practice(walk(decisions));
    const state = m.prune(m.readSuspend(m.writeSuspend(answered(practice(walk()), way))), data);
    return [m.readPicks(state.quizzes.get(1).entries[0].response), m.judge(data, state).completed];
  };
  const without = (n) => DECISIONS.filter(([, each]) => each !== n);
  assert.deepEqual(kept([2, 5, 3], DECISIONS), [[2, 5, 3], true]);
  assert.deepEqual(kept([2, 5, 3], without(3)), [[2, 5], false]);
  assert.deepEqual(kept([2, 5, 3], without(2)), [[], false]);
  assert.deepEqual(kept([2, 6], [...DECISIONS, [4, 7, 5], [4, 8, 5]]), [[2, 6], false]);
});

test("each decision that was taken is told, in order, with every safe one of its scene; what was not reached is not", () => {
  const asked = walk(DECISIONS);
  const data = quiz(3, [asked]);
  const entry = { ...m.openEntry(1), response: m.writeList([2, 5, 4]), confidence: 2 };
  const told = m.questionAnswered(data, asked, entry, 500);
  assert.deepEqual(
    told.map(({ id, activity, response, patterns, outcome }) => [
      id,
      activity,
      response.xapi,
      patterns.length,
      outcome,
    ]),
    [
      ["q1_hall", "question/1/1", "2", 1, "wrong"],
      ["q1_silence", "question/1/3", "5", 1, "correct"],
      ["q1_door", "question/1/2", "4", 1, "wrong"],
    ],
  );
  for (const { type, parent, score, latency, confidence, objective } of told)
    assert.deepEqual([type, parent, score, latency, confidence, objective], ["choice", "quiz/3", null, null, 2, "aim"]);
});
