import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { course } from "./support/course.mjs";
import { FakePlayer, HALF, modules, RIGHT, settled, shelf } from "./support/player.mjs";

const { Outbox, readLaunch, uuidFor, randomUuid, sha1, Xapi } = modules;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const REGISTRATION = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
const LAUNCH = {
  endpoint: "https://lrs.example/",
  auth: "Basic eA==",
  actor: { objectType: "Agent", mbox: "mailto:a@example.org" },
  registration: REGISTRATION,
  activityId: null,
};

/** A record store in memory: keeps ids, refuses a second statement of the same id, and can be made to fail. */
class Store {
  statements = new Map();
  state = null;
  version = 0;
  fail = 0;
  bad = () => false;
  writes = [];

  post = async (batch) => {
    if (this.fail) return this.fail;
    if (batch.some(this.bad)) return 400;
    if (batch.some(({ id }) => this.statements.has(id))) return 409;
    for (const statement of batch) this.statements.set(statement.id, structuredClone(statement));
    return 200;
  };

  readState = async () => {
    if (this.fail) return { status: this.fail, text: "", etag: null };
    if (this.state === null) return { status: 404, text: "", etag: null };
    return { status: 200, text: this.state, etag: `"${this.version}"` };
  };

  writeState = async (text, match) => {
    this.writes.push([text, match]);
    if (this.fail) return { status: this.fail, text: "", etag: null };
    if (match && match !== `"${this.version}"`) return { status: 412, text: "", etag: null };
    this.state = text;
    this.version++;
    return { status: 204, text: "", etag: `"${this.version}"` };
  };

  verbs() {
    return [...this.statements.values()].map(
      ({ verb, object }) => `${verb.id.split("/").pop()} ${object.id.split("/").pop()}`,
    );
  }
}

async function launch(store, { more = {}, kept = null, launchWith = {} } = {}) {
  const player = new FakePlayer(course(more));
  const runtime = new Xapi({ ...LAUNCH, ...launchWith }, player.course, player.around, store, kept);
  const start = await runtime.start();
  if (start.suspend) player.state = modules.readSuspend(start.suspend);
  mock.timers.tick(1000);
  await settled();
  return { player, runtime, start };
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 0, 1, 12) });
  for (const name of ["warn", "error"]) mock.method(console, name, () => undefined);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

test("SHA-1 and UUIDs", () => {
  const hex = (text) => Buffer.from(sha1(text)).toString("hex");
  assert.equal(hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  assert.equal(hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  assert.equal(hex("a".repeat(1000)), "291e9a6c66994949b57ba5e650361e98fc36b1ba");
  assert.match(uuidFor("x"), UUID);
  assert.equal(uuidFor("x"), uuidFor("x"));
  assert.notEqual(uuidFor("x"), uuidFor("y"));
  assert.match(randomUuid(), UUID);
});

test("launch parameters, with actors as they come", () => {
  const read = (query) => readLaunch(`?${new URLSearchParams(query)}`);
  const endpoint = "https://lrs.example/xapi";
  const old = {
    name: ["Ada"],
    mbox: ["mailto:a@example.org"],
    account: [{ accountServiceHomePage: "https://lms.example", accountName: "7" }],
  };
  const launched = read({ endpoint, actor: JSON.stringify(old), registration: REGISTRATION, auth: "Basic x" });
  assert.equal(launched.endpoint, "https://lrs.example/xapi/");
  assert.deepEqual(launched.actor, {
    objectType: "Agent",
    name: "Ada",
    account: { homePage: "https://lms.example", name: "7" },
  });
  assert.equal(launched.registration, REGISTRATION);
  assert.deepEqual(read({ endpoint, actor: '{"mbox":"a@example.org"}' }).actor, {
    objectType: "Agent",
    mbox: "mailto:a@example.org",
  });
  assert.equal(read({ endpoint, actor: "{}" }), null);
  assert.equal(read({ endpoint, actor: "not json" }), null);
  assert.equal(read({ actor: '{"mbox":"mailto:a@example.org"}' }), null);
  assert.equal(read({ endpoint, actor: '{"mbox":"mailto:a@example.org"}', registration: "none" }).registration, null);
});

test("a session: initialized, attempted once per registration, terminated with its duration", async () => {
  const store = new Store();
  const first = await launch(store);
  first.player.elapsed = 61_000;
  first.runtime.finish();
  await settled();
  const second = await launch(store);
  second.runtime.finish();
  await settled();
  assert.deepEqual(
    store.verbs().map((verb) => verb.split(" ")[0]),
    ["initialized", "attempted", "terminated", "initialized", "terminated"],
  );
  const [initialized, , terminated] = [...store.statements.values()];
  assert.equal(initialized.context.registration, REGISTRATION);
  assert.equal(terminated.result.duration, "PT1M1S");
  for (const { id, timestamp } of store.statements.values()) {
    assert.match(id, UUID);
    assert.match(timestamp, /Z$/);
  }
});

test("open and close never completes or passes", async () => {
  const store = new Store();
  const { runtime } = await launch(store);
  runtime.finish();
  await settled();
  assert.ok(!store.verbs().some((verb) => /completed|passed|failed/.test(verb)));
});

test("the way to a pass, each said once, in order", async () => {
  const store = new Store();
  const { player, runtime } = await launch(store);
  player.read(1, 2, 3);
  player.check(runtime, 1, [1]);
  await settled();
  mock.timers.tick(1000);
  player.check(runtime, 2, [0]);
  await settled();
  player.submit(runtime, RIGHT);
  await settled();
  mock.timers.tick(1000);
  await settled();
  assert.deepEqual(store.verbs(), [
    "initialized course",
    "attempted course",
    "answered 1",
    "progressed course",
    "answered 2",
    "progressed course",
    "answered 3",
    "answered 4",
    "answered 5",
    "answered 6",
    "passed 2",
    "scored 1",
    "completed course",
    "passed course",
  ]);
  const passed = [...store.statements.values()].at(-1);
  assert.deepEqual(passed.result.score, { scaled: 1, raw: 4, min: 0, max: 4 });
  const answered = [...store.statements.values()][7];
  assert.equal(answered.result.response, "2[,]3");
  assert.deepEqual(answered.object.definition.correctResponsesPattern, ["2[,]3"]);
  assert.equal(JSON.parse(store.state).completed, true);
});

test("a crash before the state was kept: the verdict is sent again under the same id, and stored once", async () => {
  const store = new Store();
  const more = { completion: { pages: "none", assessments: "passed" } };
  const first = await launch(store, { more });
  const before = store.state;
  first.player.submit(first.runtime, RIGHT);
  await settled();
  const count = store.statements.size;
  store.state = before;
  const second = await launch(store, { more });
  second.player.submit(second.runtime, RIGHT);
  await settled();
  const verdicts = store.verbs().filter((verb) => /(completed|passed) course/.test(verb));
  assert.equal(verdicts.length, 2);
  assert.ok(store.statements.size > count);
  assert.equal(second.player.trouble.size, 0);
});

test("without a registration it works too", async () => {
  const store = new Store();
  const { runtime } = await launch(store, { launchWith: { registration: null } });
  runtime.finish();
  await settled();
  for (const { context } of store.statements.values()) assert.equal("registration" in context, false);
});

test("the activity of the launch is the course", async () => {
  const store = new Store();
  await launch(store, { launchWith: { activityId: "https://lms.example/act/9" } });
  assert.deepEqual(store.verbs(), ["initialized 9", "attempted 9"]);
});

test("resume from the state", async () => {
  const store = new Store();
  const first = await launch(store);
  first.player.state.page = 2;
  first.player.read(1, 3);
  first.runtime.record("soon");
  mock.timers.tick(1000);
  await settled();
  const { player } = await launch(store);
  assert.equal(player.state.page, 2);
  assert.deepEqual([...player.state.seen], [1, 3]);
});

test("a dead network: told, kept in order, sent when it returns", async () => {
  const store = new Store();
  const kept = shelf();
  const { player, runtime } = await launch(store, { kept });
  store.fail = 503;
  player.check(runtime, 1, [1]);
  await settled();
  player.check(runtime, 1, [3]);
  await settled();
  assert.ok(player.trouble.has("notice.not-saved"));
  assert.equal(JSON.parse([...kept.kept.values()][0]).length, 2);
  store.fail = 0;
  runtime.again();
  await settled();
  assert.equal(player.trouble.size, 0);
  assert.deepEqual(store.verbs().slice(-2), ["answered 1", "answered 1"]);
  assert.equal(kept.kept.size, 0);
});

test("a reload takes up what was not sent", async () => {
  const store = new Store();
  const kept = shelf();
  const first = await launch(store, { kept });
  store.fail = 503;
  first.player.check(first.runtime, 1, [1]);
  await settled();
  store.fail = 0;
  await launch(store, { kept });
  assert.equal(store.verbs().filter((verb) => verb === "answered 1").length, 1);
});

test("the session is over: told, nothing lost, taken up again", async () => {
  const store = new Store();
  const { player, runtime } = await launch(store);
  store.fail = 401;
  player.check(runtime, 1, [1]);
  await settled();
  assert.ok(player.trouble.has("notice.not-allowed"));
  store.fail = 0;
  mock.timers.tick(5000);
  await settled();
  assert.equal(player.trouble.size, 0);
  assert.equal(store.verbs().at(-1), "answered 1");
});

test("one bad statement does not hold up the others", async () => {
  const store = new Store();
  store.bad = ({ verb }) => verb.id.endsWith("/answered");
  const { player, runtime } = await launch(store);
  player.submit(runtime, HALF);
  await settled();
  assert.ok(player.trouble.has("notice.statement-refused"));
  assert.deepEqual(store.verbs().slice(-2), ["failed 2", "scored 1"]);
  assert.ok(store.state, "the state was kept all the same");
});

test("progress that cannot be read is not written over", async () => {
  const store = new Store();
  store.fail = 403;
  await assert.rejects(launch(store), { key: "notice.not-allowed" });
  assert.deepEqual(store.writes, []);
});

test("another device went on meanwhile: what both kept is put together", async () => {
  const store = new Store();
  const { player, runtime } = await launch(store);
  const theirs = modules.freshState();
  theirs.seen.add(1);
  store.version = 70;
  store.state = JSON.stringify({ suspend: modules.writeSuspend(theirs), attempted: true, progress: 50 });
  player.check(runtime, 1, [1]);
  await settled();
  const kept = JSON.parse(store.state);
  assert.ok(modules.readSuspend(kept.suspend).seen.has(1));
  assert.equal(modules.readSuspend(kept.suspend).quizzes.get(1).entries[0].response, "B");
  assert.equal(kept.progress, 50);
  assert.equal(player.trouble.size, 0);
});

test("what a newer player kept meanwhile is not written over", async () => {
  const store = new Store();
  const { player, runtime } = await launch(store);
  store.version = 70;
  store.state = '{"suspend": "9abc"}';
  player.check(runtime, 1, [1]);
  await settled();
  runtime.finish();
  await settled();
  assert.equal(store.state, '{"suspend": "9abc"}');
  assert.deepEqual([...player.trouble.keys()], ["notice.elsewhere"]);
});

test("leaving while a verdict is on its way: the state does not claim that it arrived", async () => {
  const store = new Store();
  const { player, runtime } = await launch(store, { more: { completion: { pages: "none", assessments: "passed" } } });
  store.post = async () => 0;
  player.submit(runtime, RIGHT);
  await settled();
  runtime.finish();
  await settled();
  assert.equal(JSON.parse(store.state).completed, false);
  assert.equal(modules.readSuspend(JSON.parse(store.state).suspend).completed, true);
  const again = new Store();
  again.state = store.state;
  await launch(again, { more: { completion: { pages: "none", assessments: "passed" } } });
  assert.deepEqual(again.verbs().slice(-2), ["completed course", "passed course"]);
});

test("a farewell repeats nothing that is on its way", async () => {
  const sent = [];
  let release;
  const post = (batch) => {
    sent.push(batch.map(({ id }) => id));
    return new Promise((resolve) => {
      release = () => resolve(200);
    });
  };
  const outbox = new Outbox(post, () => undefined, null, "key");
  outbox.add({ id: "a" });
  void outbox.deliver();
  outbox.add({ id: "b" });
  outbox.farewell();
  assert.deepEqual(sent, [["a"], ["b"]]);
  release();
});

test("what a closed outbox still holds does not count as delivered", async () => {
  const outbox = new Outbox(
    async () => 200,
    () => undefined,
    null,
    "key",
  );
  outbox.add({ id: "a" });
  outbox.closed = true;
  assert.equal(await outbox.deliver(), "wait");
});

test("storage that throws is no trouble", async () => {
  const broken = {
    getItem() {
      throw new Error("denied");
    },
    setItem() {
      throw new Error("denied");
    },
    removeItem() {
      throw new Error("denied");
    },
  };
  const store = new Store();
  const { player } = await launch(store, { kept: broken });
  assert.deepEqual(store.verbs(), ["initialized course", "attempted course"]);
  assert.equal(player.trouble.size, 0);
});
