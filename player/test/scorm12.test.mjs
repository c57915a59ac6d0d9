import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { course } from "./support/course.mjs";
import { StrictLms } from "./support/lms.mjs";
import { FakePlayer, HALF, modules, RIGHT } from "./support/player.mjs";

const { Scorm12 } = modules;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: Date.UTC(2026, 0, 1, 12) });
  mock.method(console, "warn", () => undefined);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

async function launch(values = {}, more = {}, api = undefined) {
  const lms = new StrictLms(values);
  const player = new FakePlayer(course(more));
  const runtime = new Scorm12({ api: api?.(lms) ?? lms.api, home: lms.home }, player.course, player.around);
  const start = await runtime.start();
  player.state.nextInteraction = start.interactions ?? 0;
  return { lms, player, runtime, start };
}

const count = (calls, name) => calls.filter((call) => call.startsWith(name)).length;

test("reads the status first, then says incomplete and suspend, and commits", async () => {
  const { lms } = await launch();
  const calls = lms.since();
  assert.deepEqual(calls.slice(0, 2), ["LMSInitialize", "LMSGetValue cmi.core.lesson_status"]);
  assert.equal(lms.committed["cmi.core.lesson_status"], "incomplete");
  assert.equal(lms.committed["cmi.core.exit"], "suspend");
  assert.equal(count(calls, "LMSGetLastError"), 0);
});

test("open and close: incomplete, suspended, no score, finished once", async () => {
  const { lms, runtime } = await launch();
  runtime.finish();
  runtime.finish();
  runtime.record("now");
  assert.equal(lms.state, "closed");
  assert.equal(count(lms.since(), "LMSFinish"), 1);
  assert.equal(lms.committed["cmi.core.lesson_status"], "incomplete");
  assert.equal(lms.committed["cmi.core.exit"], "suspend");
  assert.equal(lms.committed["cmi.core.score.raw"], undefined);
  assert.equal(lms.committed["cmi.core.session_time"], "0000:00:00.00");
});

test("a page turn costs three calls, turns in quick succession the same three", async () => {
  const { lms, player, runtime } = await launch();
  lms.since();
  for (const page of ["two", "one", "two"]) {
    player.page = page;
    player.state.page = page === "two" ? 2 : 1;
    runtime.record("soon");
  }
  player.read(1, 2);
  runtime.record("later");
  mock.timers.tick(1000);
  assert.deepEqual(lms.since(), ["LMSSetValue cmi.core.lesson_location", "LMSSetValue cmi.suspend_data", "LMSCommit"]);
  mock.timers.tick(170_000);
  assert.deepEqual(lms.since(), []);
});

test("an answer costs 14 calls at most and one commit", async () => {
  const { lms, player, runtime } = await launch(
    {},
    { passMark: null, completion: { pages: "all", assessments: "none" } },
  );
  player.read(1, 2, 3);
  player.check(runtime, 1, [1]);
  lms.since();
  player.check(runtime, 2, [0]);
  const calls = lms.since();
  assert.ok(calls.length <= 14, calls.join("\n"));
  assert.equal(count(calls, "LMSCommit"), 1);
  assert.equal(count(calls, "LMSGetLastError"), 0);
  assert.equal(lms.committed["cmi.core.lesson_status"], "completed");
  assert.equal(lms.committed["cmi.interactions.1.result"], "wrong");
  assert.equal(lms.committed["cmi.interactions.1.student_response"], "f");
  assert.equal(lms.committed["cmi.interactions.1.correct_responses.0.pattern"], "t");
  assert.equal(lms.committed["cmi.interactions.1.latency"], "0000:00:04.00");
  assert.equal(lms.committed["cmi.interactions.1.time"].length, 8);
});

test("handing in: every question once, one commit, score and status together", async () => {
  const { lms, player, runtime } = await launch();
  player.read(1, 2, 3);
  player.check(runtime, 1, [1]);
  player.check(runtime, 2, [0]);
  lms.since();
  player.submit(runtime, RIGHT);
  const calls = lms.since();
  assert.equal(count(calls, "LMSCommit"), 1);
  assert.ok(calls.length <= 14 * 4, String(calls.length));
  assert.equal(lms.committed["cmi.core.score.raw"], "100");
  assert.equal(lms.committed["cmi.core.score.max"], "100");
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
  assert.equal(lms.committed["cmi.interactions.3.student_response"], "2,3");
  assert.equal(lms.committed["cmi.interactions._count"], 6);
  runtime.finish();
  assert.equal(lms.committed["cmi.core.exit"], "");
});

test("one question in an assessment stays within 14 calls too", async () => {
  const data = course();
  data.quizzes[1].questions = data.quizzes[1].questions.slice(0, 1);
  const { lms, player, runtime } = await launch(
    {},
    { quizzes: data.quizzes, completion: { pages: "none", assessments: "passed" } },
  );
  player.state.page = 1;
  runtime.record("soon");
  mock.timers.tick(1000);
  lms.since();
  player.submit(runtime, [[1]]);
  const calls = lms.since();
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
  assert.ok(calls.length <= 14, calls.join("\n"));
});

test("with tries left a failed try is incomplete, without it is failed", async () => {
  const { lms, player, runtime } = await launch();
  player.submit(runtime, HALF);
  assert.equal(lms.committed["cmi.core.lesson_status"], "incomplete");
  assert.equal(lms.committed["cmi.core.score.raw"], "50");
  player.submit(runtime, HALF);
  assert.equal(lms.committed["cmi.core.lesson_status"], "failed");
  runtime.finish();
  assert.equal(lms.committed["cmi.core.exit"], "");
});

test("where only completed ends a course, neither passed nor failed is ever said", async () => {
  const only = { completedOnly: true };
  const { lms, player, runtime } = await launch({}, only);
  player.submit(runtime, HALF);
  player.submit(runtime, HALF);
  assert.equal(lms.committed["cmi.core.lesson_status"], "incomplete", "no tries are left");
  assert.equal(lms.committed["cmi.core.score.raw"], "50");
  const second = await launch({}, only);
  second.player.submit(second.runtime, RIGHT);
  assert.equal(second.lms.committed["cmi.core.lesson_status"], "incomplete", "passed, but pages are left");
  second.player.read(1, 2, 3);
  second.player.check(second.runtime, 1, [1]);
  second.player.check(second.runtime, 2, [1]);
  assert.equal(second.lms.committed["cmi.core.lesson_status"], "completed");
  assert.equal(second.lms.committed["cmi.core.score.raw"], "100");
  for (const calls of [lms.since(), second.lms.since()]) {
    assert.equal(calls.filter((call) => /lesson_status.*(passed|failed)/.test(call)).length, 0);
  }
});

test("where only completed ends a course, handing in is enough if the rule asks for no more", async () => {
  const rule = { pages: "none", assessments: "submitted" };
  const { lms, player, runtime } = await launch({}, { completedOnly: true, completion: rule });
  player.submit(runtime, HALF);
  assert.equal(lms.committed["cmi.core.lesson_status"], "completed");
  assert.equal(lms.committed["cmi.core.score.raw"], "50");
  player.submit(runtime, RIGHT);
  assert.equal(lms.committed["cmi.core.score.raw"], "100");
});

test("a completion that the LMS holds for a pass is not endangered by a lower score", async () => {
  const { lms, player, runtime } = await launch({ "cmi.core.lesson_status": "completed" }, { completedOnly: true });
  player.submit(runtime, HALF);
  assert.equal(count(lms.since(), "LMSSetValue cmi.core.score"), 0);
});

test("a course without an assessment tells a full score with its completion, where that is asked for", async () => {
  const data = course();
  const completion = { pages: "all", assessments: "none" };
  const more = { quizzes: data.quizzes.slice(0, 1), passMark: null, completion, scoreOnCompletion: true };
  const { lms, player, runtime } = await launch({}, more);
  player.check(runtime, 1, [1]);
  assert.equal(lms.committed["cmi.core.score.raw"], undefined);
  player.read(1, 2, 3);
  player.check(runtime, 2, [1]);
  assert.equal(lms.committed["cmi.core.lesson_status"], "completed");
  assert.equal(lms.committed["cmi.core.score.raw"], "100");
});

test("score only with the verdict, when the manifest carries a mastery score", async () => {
  const { lms, player, runtime } = await launch({}, { scoreWithVerdictOnly: true });
  player.submit(runtime, HALF);
  assert.equal(lms.committed["cmi.core.score.raw"], undefined);
  player.submit(runtime, RIGHT);
  assert.equal(lms.committed["cmi.core.score.raw"], undefined, "passed, but pages are left");
  player.read(1, 2, 3);
  player.check(runtime, 1, [1]);
  player.check(runtime, 2, [1]);
  assert.equal(lms.committed["cmi.core.score.raw"], "100");
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
});

for (const status of ["passed", "completed"]) {
  test(`never lowers "${status}"`, async () => {
    const { lms, player, runtime } = await launch({ "cmi.core.lesson_status": status });
    player.submit(runtime, HALF);
    player.submit(runtime, HALF);
    runtime.finish();
    assert.equal(lms.committed["cmi.core.lesson_status"], status);
    assert.equal(lms.since().filter((call) => call.includes("lesson_status")).length, 1);
  });
}

test("a pass that the LMS holds is not endangered by a lower score", async () => {
  const { lms, player, runtime } = await launch({ "cmi.core.lesson_status": "passed" });
  player.submit(runtime, HALF);
  assert.equal(count(lms.since(), "LMSSetValue cmi.core.score"), 0);
});

test("a failure of old gives way to a pass", async () => {
  const { lms, player, runtime } = await launch(
    { "cmi.core.lesson_status": "failed" },
    { completion: { pages: "none", assessments: "passed" } },
  );
  assert.equal(lms.values["cmi.core.lesson_status"], "failed");
  player.submit(runtime, RIGHT);
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
});

test("a word that no standard knows counts as not attempted", async () => {
  const { lms } = await launch({ "cmi.core.lesson_status": "whatever" });
  assert.equal(lms.committed["cmi.core.lesson_status"], "incomplete");
});

test("an LMS that keeps its status to itself is not told less than the progress that it gave back", async () => {
  const rule = { completion: { pages: "none", assessments: "passed" } };
  const before = await launch({}, rule);
  before.player.submit(before.runtime, RIGHT);
  before.runtime.finish();
  const kept = before.lms.committed;
  assert.equal(kept["cmi.core.lesson_status"], "passed");
  const { lms, player, runtime } = await launch({ ...kept, "cmi.core.lesson_status": "" }, rule);
  player.merge(kept["cmi.suspend_data"]);
  assert.deepEqual(
    lms.since().filter((call) => call.includes("lesson_status ")),
    [],
  );
  mock.timers.tick(1000);
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
  runtime.finish();
  const told = lms.calls.filter(([name, element]) => name === "LMSSetValue" && element === "cmi.core.lesson_status");
  assert.deepEqual(
    told.map(([, , word]) => word),
    ["passed"],
  );
});

test("an LMS that keeps its status to itself and has no progress hears incomplete", async () => {
  const { lms } = await launch({ "cmi.core.lesson_status": "" });
  assert.equal(lms.committed["cmi.core.lesson_status"], "incomplete");
});

for (const values of [{ "cmi.core.lesson_mode": "review" }, { "cmi.core.lesson_mode": "browse" }]) {
  test(`writes nothing in ${values["cmi.core.lesson_mode"]}`, async () => {
    const { lms, player, runtime, start } = await launch({ ...values, "cmi.core.lesson_status": "not attempted" });
    assert.equal(start.readOnly, true);
    player.check(runtime, 1, [1]);
    player.submit(runtime, RIGHT);
    runtime.hidden();
    runtime.finish();
    const calls = lms.since();
    assert.equal(count(calls, "LMSSetValue"), 0);
    assert.equal(lms.state, "closed");
  });
}

test("no credit: progress is kept, score and status are not told", async () => {
  const { lms, player, runtime } = await launch({ "cmi.core.credit": "no-credit" });
  player.submit(runtime, RIGHT);
  runtime.finish();
  const calls = lms.since();
  assert.equal(count(calls, "LMSSetValue cmi.core.score"), 0);
  assert.equal(count(calls, "LMSSetValue cmi.core.lesson_status"), 0);
  assert.ok(lms.committed["cmi.suspend_data"].length > 3);
});

test("a refused commit is told, tried again less and less often, and forgotten when it succeeds", async () => {
  const { lms, player, runtime } = await launch();
  lms.commits = false;
  player.check(runtime, 1, [1]);
  assert.ok(player.trouble.has("notice.not-saved"));
  lms.since();
  mock.timers.tick(5000);
  assert.equal(count(lms.since(), "LMSCommit"), 1);
  mock.timers.tick(5000);
  assert.equal(count(lms.since(), "LMSCommit"), 0);
  mock.timers.tick(5000);
  assert.equal(count(lms.since(), "LMSCommit"), 1);
  lms.commits = true;
  player.trouble.get("notice.not-saved")();
  assert.equal(player.trouble.size, 0);
  assert.equal(lms.committed["cmi.interactions.0.result"], "correct");
  assert.equal(lms.committed["cmi.interactions._count"], 1);
  lms.since();
  mock.timers.tick(170_000);
  assert.deepEqual(lms.since(), []);
});

test("a session that died keeps the answers until the LMS listens again", async () => {
  const { lms, player, runtime } = await launch();
  lms.state = "dead";
  player.check(runtime, 1, [1]);
  assert.ok(player.trouble.has("notice.not-saved"));
  lms.state = "open";
  mock.timers.tick(5000);
  assert.equal(lms.committed["cmi.interactions.0.student_response"], "1");
  assert.equal(player.trouble.size, 0);
});

test("commits at least every three minutes while the learner is at it", async () => {
  const { lms, player } = await launch();
  lms.since();
  player.elapsed = 100_000;
  mock.timers.tick(180_000);
  const calls = lms.since();
  assert.equal(count(calls, "LMSCommit"), 1);
  assert.equal(lms.committed["cmi.core.session_time"], "0000:01:40.00");
  mock.timers.tick(180_000);
  assert.deepEqual(lms.since(), [], "nothing new, nothing sent");
});

test("hidden: what waits is committed, and nothing when nothing waits", async () => {
  const { lms, player, runtime } = await launch();
  lms.since();
  runtime.hidden();
  assert.deepEqual(lms.since(), []);
  player.read(1);
  runtime.record("later");
  runtime.hidden();
  assert.equal(count(lms.since(), "LMSCommit"), 1);
});

test("resumes, and the journal goes on at the LMS's count", async () => {
  const { lms, player, runtime, start } = await launch({ "cmi.interactions._count": 12, "cmi.suspend_data": "1abc" });
  assert.equal(start.suspend, "1abc");
  assert.equal(start.interactions, 12);
  player.check(runtime, 1, [1]);
  assert.equal(lms.committed["cmi.interactions.12.id"], "q1");
});

test("no interactions, no score parts: asked once, then left alone", async () => {
  const { lms, player, runtime } = await launch({ "cmi.interactions._children": "", "cmi.core.score._children": "" });
  player.submit(runtime, RIGHT);
  const calls = lms.since();
  assert.equal(count(calls, "LMSSetValue cmi.interactions"), 0);
  assert.equal(count(calls, "LMSSetValue cmi.core.score.m"), 0);
  assert.equal(count(calls, "LMSGetLastError"), 0);
  assert.equal(lms.committed["cmi.core.score.raw"], "100");
});

const ODD = {
  "no LMSFinish": ({ api: { LMSFinish, ...rest } }) => rest,
  "booleans and numbers": ({ api }) =>
    Object.fromEntries(
      Object.entries(api).map(([name, run]) => [
        name,
        (...args) => {
          const answer = run(...args);
          return answer === "true" ? true : answer === "false" ? false : /^\d+$/.test(answer) ? Number(answer) : answer;
        },
      ]),
    ),
  "setters that say nothing": ({ api }) => ({
    ...api,
    LMSSetValue: (...args) => void api.LMSSetValue(...args),
    LMSCommit: () => void api.LMSCommit(""),
  }),
};

for (const [name, make] of Object.entries(ODD)) {
  test(`an odd LMS: ${name}`, async () => {
    const { lms, player, runtime } = await launch({}, { completion: { pages: "none", assessments: "passed" } }, make);
    player.submit(runtime, RIGHT);
    runtime.finish();
    assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
    assert.equal(player.trouble.size, 0);
  });
}

test("an LMS whose every method throws: no crash, and the learner is told", async () => {
  const { lms, player, runtime } = await launch();
  for (const name of Object.keys(lms.api)) {
    lms.api[name] = () => {
      throw new TypeError("Cannot read properties of undefined");
    };
  }
  player.check(runtime, 1, [1]);
  runtime.hidden();
  runtime.finish();
  assert.ok(player.trouble.has("notice.not-saved"));
});

test("an LMS that opens no session: the course says so", async () => {
  const lms = new StrictLms();
  lms.state = "closed";
  const player = new FakePlayer(course());
  await assert.rejects(new Scorm12({ api: lms.api, home: {} }, player.course, player.around).start(), {
    key: "notice.refused",
  });
});

test("the LMS window was closed before the course's: a save is not believed", async () => {
  const { lms, player, runtime } = await launch();
  lms.home.closed = true;
  player.check(runtime, 1, [1]);
  assert.ok(player.trouble.has("notice.lms-gone"));
});
