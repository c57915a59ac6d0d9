import assert from "node:assert/strict";
import { test } from "node:test";
import { course } from "./support/course.mjs";
import { load } from "./support/load.mjs";

const { readSuspend, writeSuspend, freshState, openQuiz, setResponse, handIn, prune, writePicks } = await load(
  "suspend",
  "state",
  "questions/picks",
);

function someState() {
  const data = course();
  const state = { ...freshState(), page: 2, passed: true, nextInteraction: 40, seen: new Set([1, 3]) };
  const check = openQuiz(state, data.quizzes[0]);
  setResponse(check, 1, writePicks([2]));
  const final = openQuiz(state, data.quizzes[1]);
  setResponse(final, 4, writePicks([3, 2]));
  handIn(final, data.quizzes[1]);
  state.quizzes.set(1, check).set(2, final);
  return state;
}

test("what is written is read again", () => {
  assert.deepEqual(readSuspend(writeSuspend(freshState())), freshState());
  assert.deepEqual(readSuspend(writeSuspend(someState())), someState());
});

test("only characters that every LMS keeps", () => {
  assert.match(writeSuspend(someState()), /^[A-Za-z0-9_.-]+$/);
});

test("any altered, cut or lengthened text is refused", () => {
  const text = writeSuspend(someState());
  for (let at = 0; at < text.length; at++) {
    assert.equal(readSuspend(text.slice(0, at)), null, `cut at ${at}`);
    for (const other of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
      if (other === text[at]) continue;
      const altered = text.slice(0, at) + other + text.slice(at + 1);
      assert.equal(readSuspend(altered), null, `${other} at ${at}`);
    }
  }
  assert.equal(readSuspend(`${text}A`), null);
  assert.equal(readSuspend(""), null);
  assert.equal(readSuspend("2|something else entirely"), null);
});

test("what an update has removed is dropped, the rest stays", () => {
  const data = course();
  data.pages.pop();
  data.quizzes[1].questions = data.quizzes[1].questions.filter(({ n }) => n !== 3);
  data.quizzes[1].questions[0].options = [1, 3, 4];
  const state = prune(someState(), data);
  assert.equal(state.page, 0);
  assert.deepEqual([...state.seen], [1]);
  assert.deepEqual(
    state.quizzes.get(2).entries.map(({ question, response }) => [question, response]),
    [
      [4, writePicks([3])],
      [5, ""],
      [6, ""],
    ],
  );
  const { earned, possible, objectives } = state.quizzes.get(2).best;
  assert.deepEqual([earned, possible, [...objectives]], [100, 400, [[1, { earned: 100, possible: 400 }]]]);
  assert.equal(state.passed, true);
});

test("an inserted block or question changes nothing that is kept", () => {
  const data = course();
  data.pages[0].blocks.unshift(9);
  data.quizzes[1].questions.unshift({ ...data.quizzes[1].questions[0], n: 20 });
  assert.deepEqual(prune(someState(), data), someState());
});
