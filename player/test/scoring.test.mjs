import assert from "node:assert/strict";
import { test } from "node:test";
import { course, question, quiz } from "./support/course.mjs";
import { load } from "./support/load.mjs";

const {
  judge,
  latch,
  pageDone,
  progress,
  percentText,
  scaled,
  better,
  total,
  freshState,
  openQuiz,
  setResponse,
  handIn,
  writePicks,
  isRight,
  lessonStatus,
} = await load("rules", "scoring", "state", "questions/picks", "runtime/status12");

function take(state, data, picks) {
  const open = openQuiz(state, data);
  for (const [at, { n }] of data.questions.entries()) setResponse(open, n, writePicks(picks[at]));
  handIn(open, data);
  state.quizzes.set(data.n, open);
}

const RIGHT = [[1], [2, 3], [1], [1]];
const HALF = [[1], [2], [1], [2]];

function readAll(state, data) {
  for (const page of data.pages) for (const n of page.blocks) state.seen.add(n);
  take(state, data.quizzes[0], [[2], [0]]);
  Object.assign(state.quizzes.get(1), { attempts: 0, best: null, mode: 1 });
}

test("right is exactly the right options", () => {
  const several = question(4, [2, 3]);
  assert.equal(isRight(several, writePicks([3, 2])), true);
  for (const picks of [[], [2], [3], [1, 2, 3]]) assert.equal(isRight(several, writePicks(picks)), false);
});

test("per cent is cut, never rounded up", () => {
  assert.equal(percentText({ earned: 79996, possible: 100000 }), "79.99");
  assert.equal(percentText({ earned: 2, possible: 3 }), "66.66");
  assert.equal(percentText({ earned: 4, possible: 5 }), "80");
  assert.equal(percentText({ earned: 5, possible: 8 }), "62.5");
  assert.equal(percentText({ earned: 29, possible: 100 }), "29");
  assert.equal(scaled({ earned: 2, possible: 3 }), 0.6666);
  for (let possible = 1; possible < 300; possible++) {
    for (let earned = 0; earned <= possible; earned++) {
      const exact = (BigInt(earned) * 10000n) / BigInt(possible);
      assert.equal(BigInt(Math.round(Number(percentText({ earned, possible })) * 100)), exact);
    }
  }
});

test("the best attempt counts, the earlier one in a tie", () => {
  const attempt = (earned, possible) => ({ earned, possible, objectives: new Map() });
  const early = attempt(2, 4);
  assert.equal(better(early, attempt(1, 2)), early);
  assert.deepEqual(better(early, attempt(3, 5)), attempt(3, 5));
});

test("the course has a score once every assessment was handed in", () => {
  assert.equal(total([{ earned: 1, possible: 2 }, null]), null);
  assert.deepEqual(
    total([
      { earned: 1, possible: 2 },
      { earned: 3, possible: 3 },
    ]),
    { earned: 4, possible: 5 },
  );
  assert.equal(total([]), null);
});

test("opening a course completes nothing", () => {
  const rules = [];
  for (const pages of ["all", "none"]) {
    for (const assessments of ["passed", "submitted", "none"]) rules.push({ pages, assessments });
  }
  for (const completion of rules) {
    for (const quizzes of [course().quizzes, []]) {
      const verdict = judge(course({ completion, quizzes }), freshState());
      assert.equal(verdict.completed, false, JSON.stringify(completion));
      assert.equal(verdict.success, "unknown");
    }
  }
});

test("a page is done when its blocks are seen and its checks are answered", () => {
  const data = course();
  const state = freshState();
  state.seen.add(1).add(2);
  assert.equal(pageDone(data.pages[0], data, state), false);
  const open = openQuiz(state, data.quizzes[0]);
  state.quizzes.set(1, open);
  setResponse(open, 1, writePicks([3]));
  assert.equal(pageDone(data.pages[0], data, state), false);
  setResponse(open, 2, writePicks([0]));
  assert.equal(pageDone(data.pages[0], data, state), true);
  assert.equal(progress(data, state), 50);
});

test("passed needs the mark, completed the pages as well", () => {
  const data = course();
  const state = freshState();
  take(state, data.quizzes[1], RIGHT);
  assert.deepEqual(judge(data, state), {
    completed: false,
    success: "passed",
    score: { earned: 400, possible: 400 },
    objectives: [{ id: "aim", score: { earned: 400, possible: 400 }, mark: null }],
    settled: false,
  });
  assert.equal(lessonStatus(data, judge(data, state)), "incomplete");
  readAll(state, data);
  assert.equal(lessonStatus(data, judge(data, state)), "passed");
});

test("failed only when no try is left", () => {
  const data = course();
  const state = freshState();
  readAll(state, data);
  take(state, data.quizzes[1], HALF);
  assert.equal(lessonStatus(data, judge(data, state)), "incomplete");
  take(state, data.quizzes[1], HALF);
  assert.equal(lessonStatus(data, judge(data, state)), "failed");
  assert.equal(judge(data, state).settled, true);
});

test("a later, worse attempt takes nothing back", () => {
  const data = course({ quizzes: [course().quizzes[0], quiz(2, course().quizzes[1].questions)] });
  const state = freshState();
  readAll(state, data);
  take(state, data.quizzes[1], RIGHT);
  latch(state, judge(data, state));
  take(state, data.quizzes[1], HALF);
  assert.equal(lessonStatus(data, judge(data, state)), "passed");
});

test("completed and passed are latched over a change of the course", () => {
  const data = course();
  const state = freshState();
  readAll(state, data);
  take(state, data.quizzes[1], RIGHT);
  latch(state, judge(data, state));
  data.pages[0].blocks.push(77);
  data.passMark = 100;
  assert.equal(lessonStatus(data, judge(data, state)), "passed");
});

test("without a pass mark a course is completed, never passed or failed", () => {
  const data = course({ passMark: null, completion: { pages: "all", assessments: "submitted" } });
  const state = freshState();
  readAll(state, data);
  assert.equal(lessonStatus(data, judge(data, state)), "incomplete");
  take(state, data.quizzes[1], HALF);
  assert.equal(lessonStatus(data, judge(data, state)), "completed");
  assert.equal(judge(data, state).settled, true);
});
