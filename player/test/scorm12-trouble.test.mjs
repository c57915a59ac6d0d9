// A SCORM 1.2 LMS in trouble: what was not confirmed is not believed, and what is old is not told as new.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { course } from "./support/course.mjs";
import { StrictLms } from "./support/lms.mjs";
import { FakePlayer, HALF, modules, RIGHT } from "./support/player.mjs";

const { Scorm12 } = modules;
const QUIZ_ONLY = { completion: { pages: "none", assessments: "passed" } };

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: Date.UTC(2026, 0, 1, 12) });
  mock.method(console, "warn", () => undefined);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

async function launch(lms, more = {}) {
  const player = new FakePlayer(course(more));
  const runtime = new Scorm12({ api: lms.api, home: lms.home }, player.course, player.around);
  const start = await runtime.start();
  return { player, runtime, start };
}

/** Forgets at a refused commit whatever it was told since the last good one. */
class Forgetful extends StrictLms {
  LMSCommit() {
    const answer = super.LMSCommit();
    if (answer === "false") this.values = { ...this.values, ...this.before };
    else this.before = { ...this.values };
    return answer;
  }
}

/** As Moodle: sends what differs from what it sent before, and thinks it sent it even when that failed. */
class Differing extends StrictLms {
  believed = {};
  server = {};
  LMSCommit() {
    const changed = Object.entries(this.values).filter(([name, value]) => this.believed[name] !== value);
    this.believed = { ...this.values };
    if (!this.commits) return this.no("101");
    for (const [name, value] of changed) this.server[name] = value;
    return "true";
  }
}

test("a first commit that fails: incomplete is said again, and nobody has to turn a page for it", async () => {
  const lms = new Forgetful();
  lms.before = { ...lms.values };
  lms.commits = false;
  const { player } = await launch(lms);
  assert.ok(player.trouble.has("notice.not-saved"));
  lms.commits = true;
  mock.timers.tick(10_000);
  assert.equal(lms.committed["cmi.core.lesson_status"], "incomplete");
  assert.equal(lms.committed["cmi.core.exit"], "suspend");
  assert.equal(player.trouble.size, 0);
});

test("a verdict whose commit failed is told again, with its score, its answers and the exit", async () => {
  const lms = new Forgetful();
  const { player, runtime } = await launch(lms, QUIZ_ONLY);
  lms.commits = false;
  player.submit(runtime, RIGHT);
  lms.commits = true;
  mock.timers.tick(5000);
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
  assert.equal(lms.committed["cmi.core.score.raw"], "100");
  assert.equal(lms.committed["cmi.interactions._count"], 4);
  assert.equal(lms.committed["cmi.core.exit"], "suspend");
  assert.equal(player.trouble.size, 0);
});

test("a verdict whose commit failed is told again when the course is closed", async () => {
  const lms = new Forgetful();
  const { player, runtime } = await launch(lms, QUIZ_ONLY);
  lms.commits = false;
  player.submit(runtime, RIGHT);
  lms.commits = true;
  runtime.finish();
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
  assert.equal(lms.committed["cmi.core.score.raw"], "100");
});

test("an LMS that sends differences only has the verdict after a retry", async () => {
  const lms = new Differing();
  const { player, runtime } = await launch(lms, QUIZ_ONLY);
  lms.commits = false;
  player.submit(runtime, RIGHT);
  mock.timers.tick(5000);
  lms.commits = true;
  mock.timers.tick(10_000);
  assert.equal(player.trouble.size, 0);
  assert.equal(lms.server["cmi.core.lesson_status"], "passed");
  assert.equal(lms.server["cmi.core.score.raw"], "100");
  assert.equal(modules.readSuspend(lms.server["cmi.suspend_data"]).passed, true);
});

test("while commits fail the LMS's window still holds the verdict", async () => {
  const lms = new Differing();
  const { player, runtime } = await launch(lms, QUIZ_ONLY);
  lms.commits = false;
  player.submit(runtime, RIGHT);
  mock.timers.tick(60_000);
  assert.equal(lms.values["cmi.core.lesson_status"], "passed");
  assert.equal(lms.values["cmi.core.score.raw"], "100");
});

test("answers in quick succession do not make the next try wait longer", async () => {
  const lms = new StrictLms();
  const { player, runtime } = await launch(lms);
  lms.commits = false;
  for (let turn = 0; turn < 8; turn++) player.check(runtime, 1, [1]);
  lms.commits = true;
  mock.timers.tick(5000);
  assert.equal(player.trouble.size, 0);
});

test("a score that the LMS refuses does not keep the status from it, and is said", async () => {
  const lms = new StrictLms();
  const refuse = lms.LMSSetValue.bind(lms);
  lms.LMSSetValue = (element, value) => (element === "cmi.core.score.raw" ? lms.no("405") : refuse(element, value));
  const { player, runtime } = await launch(lms, QUIZ_ONLY);
  player.submit(runtime, RIGHT);
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
  assert.ok(player.trouble.has("notice.not-saved"));
});

test("progress of an attempt before this one is not this one's", async () => {
  const old = { "cmi.suspend_data": "1abc", "cmi.core.entry": "ab-initio" };
  const fresh = await launch(new StrictLms(old));
  assert.equal(fresh.start.suspend, "");
  const begun = await launch(new StrictLms({ ...old, "cmi.core.lesson_status": "incomplete" }));
  assert.equal(begun.start.suspend, "1abc", "an LMS that always says ab-initio");
  const resumed = await launch(new StrictLms({ ...old, "cmi.core.entry": "resume" }));
  assert.equal(resumed.start.suspend, "1abc");
});

test("a pass of old is told without a score that does not reach the mark of today", async () => {
  const lms = new StrictLms({ "cmi.core.lesson_status": "passed" });
  const { player, runtime } = await launch(lms, { ...QUIZ_ONLY, scoreWithVerdictOnly: true });
  player.state.passed = player.state.completed = true;
  player.submit(runtime, HALF);
  runtime.finish();
  assert.equal(lms.committed["cmi.core.score.raw"], undefined);
  assert.equal(lms.committed["cmi.core.lesson_status"], "passed");
});

test("the LMS left its window: a save is not believed", async () => {
  const lms = new StrictLms();
  lms.home.API = lms.api;
  const { player, runtime } = await launch(lms);
  delete lms.home.API;
  player.check(runtime, 1, [1]);
  assert.ok(player.trouble.has("notice.lms-gone"));
});

test("a count that cannot be is not believed", async () => {
  for (const count of ["99999999999999999999", "40000"]) {
    const { start } = await launch(new StrictLms({ "cmi.interactions._count": count }));
    assert.equal(start.interactions, null);
  }
});

/** The LMS's window was loaded again, as after a log-in: another API, which knows of no session. */
async function begunAnew(values) {
  const lms = new StrictLms({ "cmi.core.student_id": "robin" });
  lms.home.API = lms.api;
  const { player, runtime } = await launch(lms);
  player.elapsed = 60_000;
  player.check(runtime, 1, [1]);
  const other = new StrictLms({ ...lms.committed, "cmi.core.student_id": "robin", ...values(lms.committed) });
  lms.home.API = other.api;
  player.check(runtime, 2, [1]);
  return { lms, other, player, runtime };
}

test("an LMS that begins anew with the same learner in the same course is gone on with", async () => {
  const { other, player, runtime } = await begunAnew(() => ({}));
  assert.equal(player.trouble.size, 0);
  assert.equal(other.committed["cmi.interactions.1.student_response"], "t");
  assert.equal(other.committed["cmi.core.lesson_status"], "incomplete");
  player.elapsed += 5000;
  runtime.finish();
  assert.equal(other.state, "closed");
  assert.equal(
    other.committed["cmi.core.session_time"],
    "0000:00:05.00",
    "the time before was told to the first session",
  );
  assert.equal(other.committed["cmi.core.exit"], "suspend");
});

test("what the LMS has heard from elsewhere in the meantime is taken in", async () => {
  const { other, player } = await begunAnew(({ "cmi.suspend_data": text }) => {
    const state = modules.readSuspend(text);
    state.seen.add(2);
    return { "cmi.suspend_data": modules.writeSuspend(state) };
  });
  assert.ok(player.state.seen.has(2));
  assert.ok(modules.readSuspend(other.committed["cmi.suspend_data"]).seen.has(2));
});

for (const [name, values] of [
  ["another learner", () => ({ "cmi.core.student_id": "somebody else" })],
  ["another course", () => ({ "cmi.suspend_data": "something else" })],
  ["a course that nobody has opened", () => ({ "cmi.suspend_data": "" })],
  ["a review", () => ({ "cmi.core.lesson_mode": "review" })],
]) {
  test(`an LMS that begins anew with ${name} hears nothing of this one`, async () => {
    const { other, player, runtime } = await begunAnew(values);
    mock.timers.tick(600_000);
    player.check(runtime, 1, [1]);
    runtime.finish();
    const wrote = other.calls.filter(([name, , , answer]) => name === "LMSSetValue" && answer === "true");
    assert.deepEqual(wrote, []);
    assert.deepEqual([...player.trouble.keys()], ["notice.lms-gone"]);
  });
}

test("a session that another course has opened in the meantime is not written to, and not ended", async () => {
  const lms = new StrictLms({ "cmi.core.student_id": "robin" });
  lms.home.API = lms.api;
  const { player, runtime } = await launch(lms);
  const other = new StrictLms({ "cmi.core.student_id": "kim", "cmi.suspend_data": "OTHER COURSE" });
  other.api.LMSInitialize("");
  lms.home.API = other.api;
  player.check(runtime, 1, [1]);
  mock.timers.tick(600_000);
  player.submit(runtime, RIGHT);
  runtime.finish();
  const changed = other.calls.filter(([name]) => ["LMSSetValue", "LMSCommit", "LMSFinish"].includes(name));
  assert.deepEqual(changed, []);
  assert.equal(other.state, "open");
  assert.ok(player.trouble.size > 0);
});

const renewed = {
  "a new object at each look": (lms) => ({ get: () => ({ ...lms.api }) }),
  "new functions once": (lms) => ({
    value: Object.fromEntries(Object.entries(lms.api).map(([name, run]) => [name, (...words) => run(...words)])),
  }),
};

for (const [name, hung] of Object.entries(renewed)) {
  test(`an LMS that hangs out ${name} for the same session is gone on with`, async () => {
    const lms = new StrictLms({ "cmi.core.student_id": "robin" });
    lms.home.API = lms.api;
    const { player, runtime } = await launch(lms);
    player.check(runtime, 1, [1]);
    Object.defineProperty(lms.home, "API", { ...hung(lms), configurable: true });
    player.check(runtime, 2, [1]);
    assert.equal(lms.committed["cmi.interactions.1.student_response"], "t");
    assert.equal(player.trouble.size, 0);
  });
}

test("a session that is dead for longer: the learner hears what helps", async () => {
  const lms = new StrictLms();
  const { player, runtime } = await launch(lms);
  lms.commits = false;
  player.check(runtime, 1, [1]);
  assert.equal(player.trouble.has("notice.sign-in"), false);
  mock.timers.tick(5000);
  assert.ok(player.trouble.has("notice.sign-in"));
  lms.commits = true;
  mock.timers.tick(20_000);
  assert.equal(player.trouble.size, 0);
});

test("somebody is back after long: whether the session still lives is known before the next hour's work", async () => {
  const lms = new StrictLms();
  const { player, runtime } = await launch(lms);
  lms.commits = false;
  runtime.woken();
  assert.ok(player.trouble.has("notice.not-saved"));
});
