import assert from "node:assert/strict";
import { test } from "node:test";
import { course } from "./support/course.mjs";
import { load } from "./support/load.mjs";

const m = await load(
  "keeps/index",
  "texts",
  "keeps/commitment",
  "keeps/scenario",
  "questions/picks",
  "rules",
  "state",
  "suspend",
);

// Scenes 1 (to 2, to itself, to 3), 2 (to 3, back to 1), 3 is the end.
const SCENARIO = {
  n: 4,
  id: "story",
  type: "scenario",
  decisions: [
    [1, 1, 2],
    [1, 2, 1],
    [1, 3, 3],
    [2, 1, 3],
    [2, 2, 1],
  ],
};
const taken = (...decisions) => m.walk(SCENARIO, decisions).map(({ scene, to }) => [scene, to]);

test("what a learner writes is read again, whatever it is", () => {
  for (const text of ["", "a b", "-_-", "Grüße\n\t", "你好 😀", "\ud800", "\u0000"])
    assert.equal(m.readText(m.writeText(text)), text);
});

test("a text is cut to what the course now allows", () => {
  const keep = { n: 1, id: "r", type: "reflection", maxLength: 3 };
  assert.equal(m.readText(m.pruneKeep(keep, m.writeText("äöüß"))), "äöü");
});

test("a commitment is read again; nothing picked and no day is nothing", () => {
  for (const day of ["", "2020-01-01", "2027-02-28", "9999-12-31"]) {
    const made = { made: true, day, items: [1, 35] };
    assert.deepEqual(m.readCommitment(m.writeCommitment(made)), made);
  }
  assert.equal(m.writeCommitment({ made: false, day: "", items: [] }), "");
});

test("what a commitment tells: what, and until when; nothing is right or wrong", () => {
  const keep = { n: 12, id: "ward", type: "commitment", items: [1, 2, 11] };
  const [what, until] = m.told(keep, { made: true, day: "2027-01-31", items: [1, 11] });
  assert.deepEqual([what.type, what.response, what.outcome], ["choice", { scorm12: "1,b", xapi: "1[,]11" }, "neutral"]);
  assert.deepEqual([until.type, until.response.xapi, until.patterns], ["fill-in", "2027-01-31", []]);
  assert.notEqual(what.activity, until.activity);
  assert.notEqual(what.id, until.id);
});

test("the way through a scenario", () => {
  assert.deepEqual(taken(), []);
  assert.deepEqual(taken(1, 1), [
    [1, 2],
    [2, 3],
  ]);
  assert.deepEqual(taken(2, 1), [[1, 1]], "a decision that leads back is the last of the way");
  assert.deepEqual(taken(1, 2, 3), [
    [1, 2],
    [2, 1],
  ]);
  assert.deepEqual(taken(9, 1), [], "a decision that the scenario has no more ends the way");
});

test("a way never holds more decisions than there are scenes", () => {
  for (let seed = 0; seed < 200; seed++) {
    const decisions = Array.from({ length: 12 }, (_, at) => 1 + ((seed * 7 + at * at * 3) % 3));
    assert.ok(m.walk(SCENARIO, decisions).length <= 3);
  }
});

test("what an update took from a block is dropped, what belongs to no block as well", () => {
  const keeps = [{ n: 7, id: "list", type: "checklist", items: [1, 3] }, SCENARIO];
  const state = m.freshState();
  state.kept = new Map([
    [7, m.writePicks([1, 2, 3])],
    [4, m.writeWay(m.walk(SCENARIO, [1, 2]))],
    [99, "abc"],
  ]);
  const kept = m.prune(state, course({ keeps })).kept;
  assert.deepEqual([...kept.keys()].sort(), [4, 7]);
  assert.deepEqual(m.readPicks(kept.get(7)), [1, 3]);
});

test("the points of version 1 become hundredths", () => {
  const state = m.readSuspend("1AAAABBCDEAoW");
  assert.deepEqual(state.quizzes.get(1).best, { earned: 300, possible: 400, objectives: new Map() });
});

test("progress of version 1 is read, and goes on as version 2", () => {
  const state = m.readSuspend("1BAAAAK1");
  assert.equal(state.page, 1);
  assert.deepEqual(state.kept, new Map());
  assert.ok(m.writeSuspend(state).startsWith("2"));
});

test("a page that was passed over is done, its blocks are not seen, and its assessment is still asked for", () => {
  const data = course();
  const state = m.freshState();
  state.passedOver.add(1);
  state.passedOver.add(2);
  assert.equal(m.progress(data, state), 100);
  assert.equal(state.seen.size, 0);
  assert.equal(m.judge(data, state).completed, false);
});
