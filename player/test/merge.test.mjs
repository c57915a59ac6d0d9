// Two windows or devices in one course: neither takes anything from the other, and nobody gets an attempt too many.
import assert from "node:assert/strict";
import { test } from "node:test";
import { course } from "./support/course.mjs";
import { FakePlayer, HALF, modules, RIGHT } from "./support/player.mjs";

const runtime = { record: () => undefined };
const limited = () => {
  const made = course();
  made.quizzes[1].attempts = 1;
  return made;
};

function player(made = course()) {
  return new FakePlayer(made);
}

function merged(mine, theirs, shown = true) {
  modules.merge(mine.state, theirs.state, mine.course, shown);
  return mine.state;
}

test("what was read, marked, passed over and written is joined", () => {
  const [mine, theirs] = [player(), player()];
  mine.read(1);
  theirs.read(2);
  mine.state.bookmarks.add(1);
  theirs.state.bookmarks.add(2);
  theirs.state.passedOver.add(2);
  mine.state.kept.set(1, "mine");
  theirs.state.kept.set(1, "theirs").set(2, "more");
  theirs.state.completed = true;
  theirs.state.nextInteraction = 9;
  const state = merged(mine, theirs);
  assert.deepEqual([...state.seen], [1, 2]);
  assert.deepEqual([...state.bookmarks], [1, 2]);
  assert.deepEqual([...state.passedOver], [2]);
  assert.deepEqual(
    [...state.kept],
    [
      [1, "mine"],
      [2, "more"],
    ],
  );
  assert.equal(state.completed, true);
  assert.equal(state.nextInteraction, 9);
});

test("the better score counts, and attempts are those of the one who made more", () => {
  const [mine, theirs] = [player(), player()];
  mine.submit(runtime, RIGHT);
  theirs.submit(runtime, HALF);
  theirs.submit(runtime, HALF);
  const quiz = merged(mine, theirs).quizzes.get(2);
  assert.equal(quiz.best.earned, quiz.best.possible);
  assert.equal(quiz.attempts, 2);
});

test("an attempt under way on the page goes on; before anything is shown the one who is further counts", () => {
  const [mine, theirs] = [player(), player()];
  const open = modules.openQuiz(mine.state, mine.course.quizzes[1]);
  mine.state.quizzes.set(2, open);
  theirs.submit(runtime, RIGHT);
  const before = open.entries;
  assert.equal(merged(mine, theirs).quizzes.get(2), open, "the page holds on to it");
  assert.equal(open.mode, modules.UNDER_WAY);
  assert.equal(open.entries, before);
  assert.equal(open.attempts, 1);
  const later = player();
  later.state.quizzes.set(2, modules.openQuiz(later.state, later.course.quizzes[1]));
  assert.equal(merged(later, theirs, false).quizzes.get(2).mode, modules.ON_SHOW);
});

test("an attempt under way ends where the other used up the last one", () => {
  const made = limited();
  const [mine, theirs] = [player(made), player(made)];
  mine.state.quizzes.set(2, modules.openQuiz(mine.state, made.quizzes[1]));
  theirs.submit(runtime, HALF);
  const quiz = merged(mine, theirs).quizzes.get(2);
  assert.equal(quiz.mode, modules.ON_SHOW);
  assert.equal(modules.judge(made, mine.state).success, "failed");
});

test("answers of a check that only one of them has are kept", () => {
  const [mine, theirs] = [player(), player()];
  mine.check(runtime, 1, [1]);
  theirs.check(runtime, 2, [1]);
  const { entries } = merged(mine, theirs).quizzes.get(1);
  assert.deepEqual(
    entries.map(({ response }) => response),
    ["B", "B"],
  );
  const fresh = player();
  assert.equal(modules.pageDone(fresh.course.pages[0], fresh.course, fresh.state), false);
  assert.equal(merged(fresh, mine).quizzes.get(1).entries.length, 2);
});

test("nothing is changed by what is known already", () => {
  const mine = player();
  mine.check(runtime, 1, [1]);
  mine.submit(runtime, HALF);
  mine.read(1, 2);
  const text = modules.writeSuspend(mine.state);
  modules.merge(mine.state, modules.readSuspend(text), mine.course, true);
  assert.equal(modules.writeSuspend(mine.state), text);
});
