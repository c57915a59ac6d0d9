// The SCORM 2004 runtime against the strict host of the local LMS.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { codes, host2004 } from "../host/test/support.mjs";
import { course } from "./support/course.mjs";
import { FakePlayer, HALF, modules, RIGHT } from "./support/player.mjs";

const { Scorm2004 } = modules;
const QUIZ_ONLY = { completion: { pages: "none", assessments: "passed" } };

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: Date.UTC(2026, 0, 1, 12) });
  mock.method(console, "warn", () => undefined);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

async function launch(options = {}, more = {}) {
  const lms = host2004(options);
  const player = new FakePlayer(course(more));
  const home = { API_1484_11: lms.api };
  const runtime = new Scorm2004({ api: lms.api, home }, player.course, player.around);
  const start = await runtime.start();
  player.state.nextInteraction = start.interactions ?? 0;
  lms.clock.ms = 600_000;
  return { lms, player, runtime, start, home };
}

/** What the LMS keeps: completion, success. */
const verdict = ({ store }) => [store["cmi.completion_status"], store["cmi.success_status"]];
const refused = ({ made }) => made.calls.filter(({ error }) => !["0", "403"].includes(error));

function nothingWrong(lms) {
  assert.deepEqual(refused(lms), []);
  assert.deepEqual(codes(lms), []);
}

/** As the learner goes: every page read, the checks answered. */
function readAll({ player, runtime }) {
  player.read(1, 2, 3);
  player.check(runtime, 1, [1]);
  player.check(runtime, 2, [1]);
}

test("reads both statuses first, then says incomplete, unknown and suspend, and commits", async () => {
  const { lms } = await launch();
  const said = lms.made.calls.map(({ method, args }) => [method, ...args].join(" "));
  assert.deepEqual(said.slice(0, 3), ["Initialize ", "GetValue cmi.completion_status", "GetValue cmi.success_status"]);
  assert.deepEqual(verdict(lms), ["incomplete", "unknown"]);
  assert.equal(lms.store["cmi.exit"], "suspend");
  assert.equal(lms.store["cmi.score.raw"], undefined);
  nothingWrong(lms);
});

test("passed and all read: completed and passed, with scaled, raw, min and max", async () => {
  const all = await launch();
  readAll(all);
  assert.deepEqual(verdict(all.lms), ["incomplete", "unknown"]);
  all.player.submit(all.runtime, RIGHT);
  assert.deepEqual(verdict(all.lms), ["completed", "passed"]);
  const { store } = all.lms;
  assert.deepEqual(
    ["scaled", "raw", "min", "max"].map((part) => store[`cmi.score.${part}`]),
    ["1", "100", "0", "100"],
  );
  assert.equal(store["cmi.progress_measure"], "1");
  all.runtime.finish();
  assert.equal(store["cmi.exit"], "suspend");
  nothingWrong(all.lms);
});

test("a pass with pages left waits for them, and the measure stays below 1", async () => {
  const { lms, player, runtime } = await launch();
  player.submit(runtime, RIGHT);
  assert.deepEqual(verdict(lms), ["incomplete", "unknown"]);
  assert.equal(lms.store["cmi.score.raw"], "100");
  assert.notEqual(lms.store["cmi.progress_measure"], "1");
  nothingWrong(lms);
});

test("pages read and nothing passed is at most 99 per cent of the way", async () => {
  const all = await launch({}, { quizzes: course().quizzes, completion: { pages: "all", assessments: "passed" } });
  readAll(all);
  assert.equal(all.lms.store["cmi.progress_measure"], "0.99");
  assert.deepEqual(verdict(all.lms), ["incomplete", "unknown"]);
  nothingWrong(all.lms);
});

test("no tries left: failed, completed only where the rule asks for no pass", async () => {
  for (const [assessments, expected] of [
    ["passed", "incomplete"],
    ["submitted", "completed"],
  ]) {
    const { lms, player, runtime } = await launch({}, { completion: { pages: "none", assessments } });
    player.submit(runtime, HALF);
    player.submit(runtime, HALF);
    assert.deepEqual(verdict(lms), [expected, "failed"]);
    nothingWrong(lms);
  }
});

test("a full score with the completion, where that is asked for", async () => {
  const completion = { pages: "all", assessments: "none" };
  const all = await launch({}, { passMark: null, completion, scoreOnCompletion: true });
  assert.equal(all.lms.store["cmi.score.scaled"] ?? "", "");
  readAll(all);
  assert.deepEqual(verdict(all.lms), ["completed", "unknown"]);
  assert.equal(all.lms.store["cmi.score.scaled"], "1");
  nothingWrong(all.lms);
});

test("without a pass mark success stays unknown", async () => {
  const all = await launch({}, { passMark: null, completion: { pages: "all", assessments: "none" } });
  readAll(all);
  assert.deepEqual(verdict(all.lms), ["completed", "unknown"]);
  nothingWrong(all.lms);
});

for (const [stored, expected] of [
  [{ "cmi.completion_status": "completed", "cmi.success_status": "passed" }, ["completed", "passed"]],
  [{ "cmi.completion_status": "completed", "cmi.success_status": "unknown" }, ["completed", "failed"]],
]) {
  test(`never lowers ${Object.values(stored).join(" and ")}`, async () => {
    const { lms, player, runtime } = await launch({ stored: { ...stored, "cmi.exit": "suspend" } });
    player.submit(runtime, HALF);
    player.submit(runtime, HALF);
    runtime.finish();
    assert.deepEqual(verdict(lms), expected);
    assert.equal(lms.store["cmi.score.raw"], expected[1] === "passed" ? undefined : "50");
    nothingWrong(lms);
  });
}

test("a failure of old gives way to a pass", async () => {
  const stored = { "cmi.completion_status": "incomplete", "cmi.success_status": "failed", "cmi.exit": "suspend" };
  const { lms, player, runtime } = await launch({ stored }, QUIZ_ONLY);
  player.submit(runtime, RIGHT);
  assert.deepEqual(verdict(lms), ["completed", "passed"]);
  nothingWrong(lms);
});

for (const mode of ["review", "browse"]) {
  test(`writes nothing in ${mode}`, async () => {
    const { lms, player, runtime, start } = await launch({ switches: { mode, credit: "no-credit" } });
    assert.equal(start.readOnly, true);
    player.submit(runtime, RIGHT);
    runtime.hidden();
    runtime.finish();
    assert.equal(lms.made.calls.filter(({ method }) => method === "SetValue").length, 0);
    assert.equal(lms.made.phase, "done");
    nothingWrong(lms);
  });
}

test("no credit: progress is kept, score, statuses and the measure are not told", async () => {
  const { lms, player, runtime } = await launch({ switches: { credit: "no-credit" } });
  player.submit(runtime, RIGHT);
  runtime.finish();
  assert.ok(lms.store["cmi.suspend_data"].length > 3);
  assert.ok(!Object.keys(lms.store).some((name) => /score|status|progress/.test(name)));
  nothingWrong(lms);
});

// What an LMS with measures of its own concludes is what the learner saw, or nothing.
for (const [name, mastery, answers, more, expected] of [
  ["a pass that both see", "0.8", RIGHT, QUIZ_ONLY, ["completed", "passed"]],
  [
    "a pass that is none for the LMS is not denied",
    "0.9",
    [[1], [2, 3], [1], [2]],
    { ...QUIZ_ONLY, passMark: 70 },
    ["completed", "unknown"],
  ],
  ["a failed try with tries left is no failure", "0.8", HALF, QUIZ_ONLY, ["incomplete", "unknown"]],
  [
    "a course without a pass mark",
    "0.8",
    RIGHT,
    { ...QUIZ_ONLY, passMark: null, completion: { pages: "none", assessments: "submitted" } },
    ["completed", "unknown"],
  ],
]) {
  test(`with a passing score of the LMS: ${name}`, async () => {
    const { lms, player, runtime } = await launch({ switches: { mastery } }, more);
    player.submit(runtime, answers);
    runtime.finish();
    assert.deepEqual(verdict(lms), expected);
    nothingWrong(lms);
  });
}

test("with a passing score of the LMS the last failed try is failed for both", async () => {
  const { lms, player, runtime } = await launch({ switches: { mastery: "0.8" } }, QUIZ_ONLY);
  player.submit(runtime, HALF);
  player.submit(runtime, HALF);
  assert.deepEqual(verdict(lms), ["incomplete", "failed"]);
  assert.equal(lms.store["cmi.score.scaled"], "0.5");
  nothingWrong(lms);
});

test("with a completion threshold nothing is completed before the course says so", async () => {
  const all = await launch({ switches: { threshold: "0.5" } });
  readAll(all);
  assert.notEqual(verdict(all.lms)[0], "completed");
  all.player.submit(all.runtime, RIGHT);
  assert.deepEqual(verdict(all.lms), ["completed", "passed"]);
  nothingWrong(all.lms);
});

test("an answer: one interaction with all that the standard asks, and one commit", async () => {
  const descriptions = { "question/1": "Whom do you tell?" };
  const { lms, player, runtime } = await launch({}, { descriptions, language: "es-MX" });
  const before = lms.made.calls.length;
  player.check(runtime, 1, [2]);
  const calls = lms.made.calls.slice(before);
  assert.equal(calls.filter(({ method }) => method === "Commit").length, 1);
  assert.ok(calls.length <= 14, String(calls.length));
  const told = (field) => lms.store[`cmi.interactions.0.${field}`];
  assert.equal(told("id"), "q1");
  assert.equal(told("type"), "choice");
  assert.equal(told("objectives.0.id"), "aim");
  assert.match(told("timestamp"), /^2026-01-01T\d\d:00:00$/);
  assert.equal(told("correct_responses.0.pattern"), "1");
  assert.equal(told("weighting"), "1");
  assert.equal(told("learner_response"), "2");
  assert.equal(told("result"), "incorrect");
  assert.equal(told("latency"), "PT4S");
  assert.equal(told("description"), "{lang=es-MX}Whom do you tell?");
  nothingWrong(lms);
});

test("several options are one list, true-false is a word, each try is another interaction", async () => {
  const { lms, player, runtime } = await launch();
  player.check(runtime, 2, [0]);
  player.submit(runtime, RIGHT);
  player.submit(runtime, HALF);
  const told = Object.entries(lms.store).filter(([name]) => name.endsWith(".learner_response"));
  assert.deepEqual(
    told.map(([, value]) => value),
    ["false", "1", "2[,]3", "1", "1", "1", "2", "1", "2"],
  );
  nothingWrong(lms);
});

test("a response that is right in part has its points for a result", async () => {
  const data = course();
  const [, second] = data.quizzes[1].questions;
  second.policy = "per-part";
  const { lms, player, runtime } = await launch({}, { quizzes: data.quizzes });
  player.submit(runtime, HALF);
  const results = [0, 1, 2, 3].map((at) => lms.store[`cmi.interactions.${at}.result`]);
  assert.deepEqual(results, ["correct", "0.66", "correct", "incorrect"]);
  nothingWrong(lms);
});

test("a description is cut to 250 characters and never within one", () => {
  const cut = modules.localized(`${"x".repeat(237)}😀😀😀`, "en-US");
  assert.equal(cut.length, 249);
  assert.ok(cut.isWellFormed?.() ?? !/[\uD800-\uDBFF]$/.test(cut));
});

test("identifiers are those that Moodle takes", () => {
  assert.equal(modules.longIdentifier("q1"), "q1");
  assert.equal(modules.longIdentifier("a"), "a_1");
  assert.equal(modules.longIdentifier("what-"), "what-_1");
});

test("objectives: found by id, added behind what the LMS has", async () => {
  const stored = {
    "cmi.completion_status": "incomplete",
    "cmi.exit": "suspend",
    "cmi.objectives.0.id": "lms-own",
    "cmi.objectives.1.id": "aim",
  };
  const { lms, player, runtime } = await launch({ stored }, { ...QUIZ_ONLY });
  player.submit(runtime, HALF);
  assert.equal(lms.store["cmi.objectives.0.score.raw"], undefined);
  assert.equal(lms.store["cmi.objectives.1.score.raw"], "50");
  assert.equal(lms.store["cmi.objectives.1.score.scaled"], "0.5");
  nothingWrong(lms);
});

test("resumes where it was, and the journal goes on at the LMS's count", async () => {
  const first = await launch();
  first.player.page = "two";
  first.player.check(first.runtime, 1, [1]);
  first.runtime.finish();
  const again = await launch({ stored: first.lms.store });
  assert.equal(again.start.suspend, first.lms.store["cmi.suspend_data"]);
  assert.equal(again.start.interactions, 1);
  assert.equal(again.lms.made.model.raw("cmi.location"), "two");
  assert.equal(again.lms.made.model.raw("cmi.entry"), "resume");
  nothingWrong(again.lms);
});

test("progress of an attempt before this one is not this one's", async () => {
  const lms = host2004();
  lms.made.model.put("cmi.suspend_data", "1abc");
  const player = new FakePlayer(course());
  const start = await new Scorm2004(
    { api: lms.api, home: { API_1484_11: lms.api } },
    player.course,
    player.around,
  ).start();
  assert.equal(start.suspend, "");
});

test("a refused commit is told, and everything said again until it is safe", async () => {
  const { lms, player, runtime } = await launch({}, QUIZ_ONLY);
  lms.made.failCommits = 2;
  player.submit(runtime, RIGHT);
  assert.ok(player.trouble.has("notice.not-saved"));
  assert.deepEqual(verdict(lms), ["incomplete", "unknown"]);
  for (let turn = 0; turn < 4; turn++) mock.timers.tick(5000);
  assert.deepEqual(verdict(lms), ["completed", "passed"]);
  assert.equal(player.trouble.size, 0);
  assert.equal(lms.store["cmi.score.scaled"], "1");
  assert.deepEqual(codes(lms), []);
});

test("the LMS left its window: a save is not believed", async () => {
  const { player, runtime, home } = await launch();
  home.API_1484_11 = undefined;
  player.check(runtime, 1, [1]);
  assert.ok(player.trouble.has("notice.lms-gone"));
});

test("an LMS that opens no session: the course says so", async () => {
  const player = new FakePlayer(course());
  const api = { Initialize: () => "false", GetValue: () => "", GetLastError: () => "102" };
  const started = new Scorm2004({ api, home: { API_1484_11: api } }, player.course, player.around).start();
  await assert.rejects(started, { key: "notice.refused" });
});
