// Going round a page, and how long what is left may take.
import assert from "node:assert/strict";
import { test } from "node:test";
import { course } from "./support/course.mjs";
import { load } from "./support/load.mjs";

const {
  freshState,
  handIn,
  judge,
  latch,
  minutesLeft,
  openQuiz,
  pageDone,
  pageRead,
  progress,
  quizState,
  setResponse,
} = await load("rules", "state", "pace");

const made = course();
const [one] = made.pages;

function answered(state, quiz, response) {
  const open = openQuiz(state, quiz);
  for (const { question } of open.entries) setResponse(open, question, response);
  state.quizzes.set(quiz.n, open);
  return open;
}

test("a page that was gone round is done, but not read, and its blocks are not seen", () => {
  const state = freshState();
  state.passedOver.add(one.n);
  assert.equal(pageDone(one, made, state), true);
  assert.equal(pageRead(one, made, state), false);
  assert.equal(state.seen.size, 0);
  assert.equal(progress(made, state), 50);
});

test("an assessment on a page that was gone round is still asked for", () => {
  const state = freshState();
  for (const page of made.pages) state.passedOver.add(page.n);
  assert.equal(progress(made, state), 100);
  const { completed, success, settled } = judge(made, state);
  assert.deepEqual({ completed, success, settled }, { completed: false, success: "unknown", settled: false });
});

test("a course without a counting assessment is completed by reading some and going round the rest", () => {
  const reading = course({ completion: { pages: "all", assessments: "none" }, passMark: null });
  const state = freshState();
  state.passedOver.add(one.n);
  assert.equal(judge(reading, state).completed, false);
  state.seen.add(3);
  assert.equal(judge(reading, state).completed, true);
  assert.equal(judge(reading, state).settled, true);
});

test("a completion stays when the page that was gone round is opened after all", () => {
  const reading = course({ completion: { pages: "all", assessments: "none" }, passMark: null });
  const state = freshState();
  for (const page of reading.pages) state.passedOver.add(page.n);
  latch(state, judge(reading, state));
  state.passedOver.clear();
  assert.equal(judge(reading, state).completed, true);
});

test("the time that is left falls with each page that is done, and with the assessment last", () => {
  const timed = course();
  timed.pages[0].seconds = 250;
  timed.pages[1].seconds = 400;
  const state = freshState();
  assert.equal(minutesLeft(timed.pages, timed, state), 11);
  state.passedOver.add(1);
  assert.equal(minutesLeft(timed.pages, timed, state), 7);
  state.seen.add(3);
  assert.equal(minutesLeft(timed.pages, timed, state), 7);
  const open = answered(state, timed.quizzes[1], "B");
  assert.equal(minutesLeft(timed.pages, timed, state), 7);
  handIn(open, timed.quizzes[1]);
  assert.equal(quizState(state, timed.quizzes[1]).attempts, 1);
  assert.equal(minutesLeft(timed.pages, timed, state), 0);
});

test("less than a minute is still about one", () => {
  const timed = course();
  timed.pages[0].seconds = 5;
  timed.pages[1].seconds = 0;
  assert.equal(minutesLeft([timed.pages[0]], timed, freshState()), 1);
});
