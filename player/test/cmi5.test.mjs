import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { ACTOR, CmiLms, PUBLISHER, REGISTRATION, SESSION } from "./support/cmi5-lms.mjs";
import { course } from "./support/course.mjs";
import { FakePlayer, HALF, modules, RIGHT, settled, shelf } from "./support/player.mjs";

const { Cmi5, readCmi5Launch, NotStarted } = modules;

const CONTEXT = "https://w3id.org/xapi/cmi5/context/";
const MASTERY = `${CONTEXT}extensions/masteryscore`;
const AU = "https://lms.example/a/1";
const DEFINED = ["initialized", "completed", "passed", "failed", "terminated"];

const pass = async () => {
  await settled();
  mock.timers.tick(1000);
  await settled();
};

/** `query`: of the launch; the same one again is a page that was loaded again. */
async function open(lms, { more = {}, kept = shelf(), query = lms.launch(), state = null } = {}) {
  const player = new FakePlayer(course(more));
  const page = { backs: [], sounds: [], back: (url) => page.backs.push(url), sound: (on) => page.sounds.push(on) };
  const runtime = new Cmi5(readCmi5Launch(query), player.course, player.around, kept, page, lms.send);
  if (state) player.state = state;
  const start = await runtime.start();
  if (start.suspend) player.state = modules.readSuspend(start.suspend);
  await pass();
  return { player, runtime, start, page, kept, query };
}

async function close({ runtime }) {
  runtime.finish();
  await pass();
}

const named = (lms, verb) =>
  lms.statements.filter((each) => each.verb.id.endsWith(`/${verb}`) && each.object.id === AU);
const categories = ({ context }) => (context.contextActivities.category ?? []).map(({ id }) => id.split("/").pop());
const reason = (key) => (error) => error instanceof NotStarted && error.key === key;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 0, 1, 12) });
  for (const name of ["warn", "error"]) mock.method(console, name, () => undefined);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

test("launch parameters are read in any order, and all are needed", () => {
  const query = new URLSearchParams(new CmiLms().launch());
  const read = (entries) => readCmi5Launch(`?${new URLSearchParams(entries)}`);
  const launched = read([...query].reverse());
  assert.deepEqual(launched, read([...query]));
  assert.equal(launched.endpoint, "https://lms.example/xapi/");
  assert.deepEqual(launched.actor, ACTOR);
  for (const name of query.keys()) assert.equal(read([...query].filter(([each]) => each !== name)), null, name);
});

test("the way in: one POST for the token, launch data, preferences, state, and initialized before anything else", async () => {
  const lms = new CmiLms();
  await close(await open(lms));
  assert.deepEqual(lms.asked().slice(0, 5), [
    "POST token",
    "GET LMS.LaunchData",
    "GET cmi5LearnerPreferences",
    "GET coursepack",
    "POST statements",
  ]);
  assert.equal(lms.asked().filter((each) => each.endsWith("token")).length, 1);
  assert.deepEqual(lms.verbs(), ["initialized 1", "terminated 1"]);
  for (const { what, headers, query } of lms.requests.slice(1)) {
    assert.equal(headers.Authorization, "Basic token-1");
    assert.equal(headers["X-Experience-API-Version"], "1.0.3");
    if (what !== "statements") assert.deepEqual(JSON.parse(query.get("agent")), ACTOR);
    if (what === "LMS.LaunchData" || what === "coursepack") assert.equal(query.get("registration"), REGISTRATION);
  }
  assert.ok(!lms.requests.some(({ method, what }) => what === "LMS.LaunchData" && method !== "GET"));
});

async function wholeRun(lms) {
  const opened = await open(lms);
  const { player, runtime } = opened;
  player.elapsed = 61_000;
  player.read(1, 2, 3);
  player.check(runtime, 1, [1]);
  await pass();
  player.check(runtime, 2, [0]);
  await pass();
  player.submit(runtime, RIGHT);
  await pass();
  await close(opened);
  return opened;
}

test("a whole run: each verdict once, terminated last, everything else is not cmi5's", async () => {
  const lms = new CmiLms();
  await wholeRun(lms);
  assert.deepEqual(lms.verbs(), [
    "initialized 1",
    "answered 1",
    "progressed 1",
    "answered 2",
    "progressed 1",
    "answered 3",
    "answered 4",
    "answered 5",
    "answered 6",
    "scored 2",
    "scored 1",
    "completed 1",
    "passed 1",
    "terminated 1",
  ]);
  for (const one of lms.statements) {
    const verb = one.verb.id.split("/").pop();
    const wanted = !DEFINED.includes(verb)
      ? []
      : ["completed", "passed"].includes(verb)
        ? ["cmi5", "moveon"]
        : ["cmi5"];
    assert.deepEqual(categories(one), wanted, verb);
    assert.match(one.timestamp, /Z$/);
    assert.match(one.id, /^[0-9a-f-]{36}$/);
    assert.deepEqual(one.actor, ACTOR);
  }
  const ids = lms.statements.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("every context is made on the template and takes nothing from it", async () => {
  const lms = new CmiLms();
  const lists = { grouping: { objectType: "Activity", id: PUBLISHER }, other: [{ id: "https://lms.example/o" }] };
  lms.launchData = {
    contextTemplate: {
      platform: "LMS",
      extensions: { [SESSION]: "s", "https://lms.example/x": 1 },
      contextActivities: lists,
    },
  };
  await wholeRun(lms);
  for (const { context } of lms.statements) {
    assert.equal(context.extensions[SESSION], "s");
    assert.equal(context.extensions["https://lms.example/x"], 1);
    assert.equal(context.platform, "LMS");
    assert.equal(context.registration, REGISTRATION);
    assert.ok(context.contextActivities.grouping.some(({ id }) => id === PUBLISHER));
    assert.deepEqual(context.contextActivities.other, lists.other);
  }
});

test("results: success, completion, score and duration where they belong and nowhere else", async () => {
  const lms = new CmiLms();
  await wholeRun(lms);
  const [{ result: completed }] = named(lms, "completed");
  const [passed] = named(lms, "passed");
  const [{ result: terminated }] = named(lms, "terminated");
  assert.deepEqual(Object.keys(completed).sort(), ["completion", "duration"]);
  assert.deepEqual(Object.keys(terminated), ["duration"]);
  assert.deepEqual(Object.keys(passed.result).sort(), ["duration", "score", "success"]);
  assert.deepEqual(passed.result.score, { scaled: 1, raw: 4, min: 0, max: 4 });
  assert.equal(passed.context.extensions[MASTERY], 0.75);
  assert.equal(named(lms, "initialized")[0].result, undefined);
});

test("progress is told on the way only", async () => {
  const lms = new CmiLms();
  const { player } = await wholeRun(lms);
  assert.deepEqual(
    named(lms, "progressed").map(({ result }) => Object.values(result.extensions)[0]),
    [50, 100],
  );
  const before = lms.statements.length;
  const again = await open(lms);
  again.runtime.record("now");
  await pass();
  assert.deepEqual(lms.verbs(before), ["initialized 1"]);
  assert.ok(player.state.completed);
});

test("points that are not whole go out as a scaled score alone", async () => {
  const lms = new CmiLms();
  const { player, runtime } = await open(lms);
  const verdict = {
    completed: false,
    success: "passed",
    score: { earned: 350, possible: 450 },
    objectives: [],
    settled: false,
  };
  player.snapshot = () => ({ suspend: "", page: "", progress: 0, verdict });
  runtime.record("now");
  await pass();
  assert.deepEqual(named(lms, "passed")[0].result.score, { scaled: 0.7777 });
});

test("a page that the browser threw away goes on in its session: no second token, no second initialized", async () => {
  const lms = new CmiLms();
  const { kept, query } = await open(lms);
  const second = await open(lms, { kept, query });
  await close(second);
  assert.equal(lms.asked().filter((each) => each.endsWith("token")).length, 1);
  assert.deepEqual(lms.verbs(), ["initialized 1", "terminated 1"]);
});

test("what a frozen page has sent already is not held against its successor", async () => {
  const lms = new CmiLms();
  const { player, runtime, kept, query } = await open(lms);
  lms.down = () => true;
  player.submit(runtime, RIGHT);
  await pass();
  lms.down = () => false;
  runtime.frozen();
  await settled();
  assert.ok(named(lms, "passed").length === 1 && [...kept.kept.values()].join().includes("verbs/passed"));
  const second = await open(lms, { kept, query });
  second.player.check(second.runtime, 1, [1]);
  await pass();
  assert.deepEqual([lms.verbs().at(-1), [...second.player.trouble]], ["answered 1", []]);
  assert.equal(named(lms, "passed").length, 1);
});

test("a page that was left has ended its session: the next one asks for nothing and says so", async () => {
  const lms = new CmiLms();
  lms.launchData = { returnURL: "https://lms.example/back" };
  const opened = await open(lms);
  await close(opened);
  assert.ok(![...opened.kept.kept.values()].join().includes("token-1"));
  const before = lms.requests.length;
  await assert.rejects(open(lms, opened), reason("notice.reopen"));
  assert.equal(lms.requests.length, before);
});

test("a new launch in the same tab is a new session", async () => {
  const lms = new CmiLms();
  const { kept } = await open(lms);
  await close(await open(lms, { kept }));
  assert.equal(lms.asked().filter((each) => each.endsWith("token")).length, 2);
  assert.equal(named(lms, "terminated")[0].context.extensions[SESSION], "session-2");
});

test("a token that is used up, and one that is refused", async () => {
  const lms = new CmiLms();
  const { query } = await open(lms, { kept: null });
  await assert.rejects(open(lms, { kept: null, query }), reason("notice.reopen"));
  for (const said of [{ "error-code": "2", "error-text": "no" }, { "error-code": "3" }, {}, "<html>", "null"]) {
    lms.tokenAnswer = said;
    await assert.rejects(open(lms), reason("notice.refused"));
  }
});

test("no network: the token is asked for again by the learner, launch data without a second token", async () => {
  const lms = new CmiLms();
  const [kept, query] = [shelf(), lms.launch()];
  lms.down = () => true;
  await assert.rejects(open(lms, { kept, query }), reason("notice.unreachable"));
  lms.down = ({ what }) => what === "LMS.LaunchData";
  const trial = assert.rejects(open(lms, { kept, query }), reason("notice.unreachable"));
  for (let wait = 0; wait < 3; wait++) {
    await settled();
    mock.timers.tick(2000);
  }
  await trial;
  lms.down = () => false;
  await open(lms, { kept, query });
  assert.equal(lms.asked().filter((each) => each.endsWith("token")).length, 2);
  assert.deepEqual(lms.verbs(), ["initialized 1"]);
});

test("launch data that are none, or name no known mode, open nothing", async () => {
  for (const document of [{ launchMode: "Look" }, { launchMode: undefined }]) {
    const lms = new CmiLms();
    lms.launchData = document;
    await assert.rejects(open(lms), reason("notice.refused"));
    assert.deepEqual(lms.statements, []);
  }
});

async function look(launchMode, notice) {
  const lms = new CmiLms();
  await wholeRun(lms);
  const [before, state] = [lms.statements.length, lms.states.get("coursepack")];
  lms.launchData = { launchMode };
  const opened = await open(lms);
  assert.equal(opened.start.suspend !== "", launchMode === "Review");
  assert.ok(opened.player.trouble.has(notice));
  opened.player.submit(opened.runtime, HALF);
  opened.player.read(1, 2, 3);
  opened.runtime.record("now");
  opened.runtime.hidden();
  opened.runtime.frozen();
  opened.runtime.woken();
  await pass();
  await close(opened);
  assert.deepEqual(lms.verbs(before), ["initialized 1", "terminated 1"]);
  assert.equal(lms.states.get("coursepack"), state);
}

test("Browse and Review: initialized and terminated, nothing else, and no state is written", async () => {
  await look("Browse", "notice.browse");
  await look("Review", "notice.review");
});

test("the LMS's mark decides, above the course's own and below", async () => {
  for (const [masteryScore, picks, verb] of [
    [1, [[1], [2, 3], [1], [2]], "failed"],
    [0.5, HALF, "passed"],
  ]) {
    const lms = new CmiLms();
    lms.launchData = { masteryScore };
    const { player, runtime } = await open(lms);
    player.submit(runtime, picks);
    player.submit(runtime, picks);
    await pass();
    const [told] = named(lms, verb);
    assert.equal(told.result.score.scaled >= masteryScore, verb === "passed");
    assert.equal(told.context.extensions[MASTERY], masteryScore);
    assert.equal(told.result.success, verb === "passed");
    assert.deepEqual(categories(told), ["cmi5", "moveon"]);
  }
});

test("a failure by an objective does not say a score that would pass", async () => {
  const lms = new CmiLms();
  const { player, runtime } = await open(lms);
  const verdict = {
    completed: false,
    success: "failed",
    score: { earned: 8, possible: 10 },
    objectives: [],
    settled: true,
  };
  player.snapshot = () => ({ suspend: "", page: "", progress: 0, verdict });
  runtime.record("now");
  await pass();
  assert.equal(named(lms, "failed")[0].result.score, undefined);
});

test("a pass with a score below the LMS's mark is not told", async () => {
  const lms = new CmiLms();
  const { player, runtime } = await open(lms);
  const verdict = {
    completed: true,
    success: "passed",
    score: { earned: 7, possible: 10 },
    objectives: [],
    settled: true,
  };
  player.snapshot = () => ({ suspend: "", page: "", progress: 0, verdict });
  runtime.record("now");
  await pass();
  assert.deepEqual([named(lms, "passed"), named(lms, "completed").length], [[], 1]);
});

test("one verdict in a session: a pass after failed waits for the next one", async () => {
  const lms = new CmiLms();
  const first = await open(lms);
  first.player.submit(first.runtime, HALF);
  first.player.submit(first.runtime, HALF);
  await pass();
  first.player.state.passed = true;
  first.runtime.record("now");
  await pass();
  assert.deepEqual([named(lms, "failed").length, named(lms, "passed").length], [1, 0]);
  await close(first);
  lms.launchData = { masteryScore: 0.5 };
  await open(lms, { state: first.player.state });
  assert.equal(named(lms, "passed").length, 1);
  await pass();
  assert.equal(named(lms, "failed").length, 1);
});

test("a verdict that arrived, and whose note did not, is not told again", async () => {
  const lms = new CmiLms();
  const more = { completion: { pages: "none", assessments: "passed" } };
  const first = await open(lms, { more });
  lms.down = ({ method, what }) => method === "PUT" && what === "coursepack";
  first.player.submit(first.runtime, RIGHT);
  await pass();
  assert.deepEqual([named(lms, "completed").length, named(lms, "passed").length], [1, 1]);
  lms.down = () => false;
  const second = await open(lms, { more, state: first.player.state });
  second.player.state = first.player.state;
  second.runtime.record("now");
  await pass();
  await close(second);
  assert.deepEqual([named(lms, "completed").length, named(lms, "passed").length], [1, 1]);
});

test("last words: the state goes before the end, and nothing after terminated", async () => {
  const lms = new CmiLms();
  const opened = await open(lms);
  opened.player.read(1, 2, 3);
  for (let time = 0; time < 60; time++) opened.player.check(opened.runtime, 1, [1]);
  const before = lms.requests.length;
  opened.runtime.finish();
  opened.runtime.finish();
  opened.runtime.record("now");
  await settled();
  const sent = lms.requests.slice(before);
  assert.equal(sent[0].what, "coursepack");
  assert.ok(sent.length > 2);
  assert.equal(lms.verbs().at(-1), "terminated 1");
  assert.equal(named(lms, "terminated").length, 1);
});

test("the way back and the learner's sound", async () => {
  const lms = new CmiLms();
  lms.launchData = { returnURL: "https://lms.example/back" };
  lms.preferences = { languagePreference: "fr-FR,en-US", audioPreference: "off" };
  const opened = await open(lms);
  assert.deepEqual([opened.page.backs, opened.page.sounds], [["https://lms.example/back"], [false]]);
  lms.launchData = { returnURL: "javascript:alert(1)" };
  lms.preferences = { languagePreference: "", audioPreference: "on" };
  const second = await open(lms);
  assert.deepEqual([second.page.backs, second.page.sounds], [[], [true]]);
  lms.preferences = "not json";
  assert.deepEqual((await open(lms)).page.sounds, []);
});

test("a session that the LMS has given up says so", async () => {
  const lms = new CmiLms();
  const { player, runtime } = await open(lms);
  lms.number++;
  player.check(runtime, 1, [1]);
  await pass();
  assert.ok(player.trouble.has("notice.not-allowed"));
});
