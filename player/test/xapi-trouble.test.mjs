// A record store in trouble: nothing is taken for delivered that was not, and what matters leaves first.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { course } from "./support/course.mjs";
import { FakePlayer, modules, RIGHT, shelf } from "./support/player.mjs";

const { Lrs, Outbox, readLaunch, Xapi } = modules;
const LAUNCH = {
  endpoint: "https://lrs.example/",
  auth: "Basic eA==",
  actor: { objectType: "Agent", mbox: "mailto:a@example.org" },
  registration: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  activityId: null,
};

/** A browser's fetch before a small record store: 64 KiB under way at most for requests that outlive the page. */
class Net {
  statements = [];
  state = null;
  version = 0;
  gone = false;
  hold = false;
  etag = () => `"${this.version}"`;
  answer = null;
  inFlight = 0;

  fetch = async (_url, { method, headers, body = "", keepalive }) => {
    const size = new TextEncoder().encode(body).length;
    if (keepalive && this.inFlight + size > 65_536) throw new TypeError("Failed to fetch");
    if (this.gone && !keepalive) throw new TypeError("cancelled");
    this.inFlight += size;
    if (this.hold) return new Promise(() => undefined);
    if (!this.gone) queueMicrotask(() => (this.inFlight -= size));
    return this.answer?.(method, headers, body) ?? this.serve(method, headers, body);
  };

  serve(method, headers, body) {
    if (method === "POST") {
      const batch = JSON.parse(body);
      this.statements.push(...batch);
      return new Response(JSON.stringify(batch.map(({ id }) => id)), { status: 200 });
    }
    if (method === "GET") {
      if (this.state === null) return new Response("", { status: 404 });
      return new Response(this.state, { status: 200, headers: { ETag: this.etag() } });
    }
    const match = headers["If-Match"];
    if (match && match !== `"${this.version}"`) return new Response("", { status: 412 });
    this.state = body;
    this.version++;
    return new Response(null, { status: 204 });
  }

  verbs() {
    return this.statements.map(({ verb, object }) => `${verb.id.split("/").pop()} ${object.id.split("/").pop()}`);
  }
}

const settled = async () => {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
};

async function launch(net, more = {}, shelf = null) {
  const player = new FakePlayer(course(more));
  const lrs = new Lrs(LAUNCH, player.course.id, net.fetch);
  const runtime = new Xapi(LAUNCH, player.course, player.around, lrs, shelf);
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

const QUIZ_ONLY = { completion: { pages: "none", assessments: "passed" } };

test("a window closed on a long queue: the verdict leaves before the details", async () => {
  const net = new Net();
  const words = "x".repeat(3000);
  const activities = Object.fromEntries(
    [3, 4, 5, 6].map((n) => [
      `question/${n}`,
      { id: `https://example.org/q/${n}`, definition: { name: { en: words } } },
    ]),
  );
  const { player, runtime } = await launch(net, { ...QUIZ_ONLY, activities });
  net.answer = () => new Response("", { status: 503 });
  for (let turn = 0; turn < 9; turn++) player.submit(runtime, RIGHT);
  await settled();
  net.answer = null;
  net.gone = true;
  runtime.finish();
  await settled();
  const verbs = net.verbs();
  for (const verb of ["completed course", "passed course", "terminated course"]) assert.ok(verbs.includes(verb), verb);
  assert.ok(verbs.filter((verb) => verb.startsWith("answered")).length >= 8, "and as many details as fit");
  assert.equal(modules.readSuspend(JSON.parse(net.state).suspend).passed, true);
});

test("batches stay small enough to outlive the page", async () => {
  const sizes = [];
  const outbox = new Outbox(
    async (batch) => {
      sizes.push(JSON.stringify(batch).length);
      return 200;
    },
    () => undefined,
    null,
    "key",
  );
  for (let n = 0; n < 60; n++) outbox.add({ id: String(n), words: "x".repeat(n === 7 ? 50_000 : 3000) });
  assert.equal(await outbox.deliver(), "delivered");
  assert.ok(
    sizes.every((size) => size < 30_000 || size > 50_000),
    String(sizes),
  );
  assert.ok(sizes.length < 12, String(sizes));
});

for (const status of [404, 405, 301, 429]) {
  test(`an answer of ${status} says nothing against the statements`, async () => {
    const net = new Net();
    const { player, runtime } = await launch(net, QUIZ_ONLY);
    net.answer = (method) => (method === "POST" ? new Response("", { status }) : null);
    player.submit(runtime, RIGHT);
    await settled();
    assert.ok(player.trouble.has("notice.not-saved"));
    assert.equal(player.trouble.has("notice.statement-refused"), false);
    net.answer = null;
    mock.timers.tick(5000);
    await settled();
    assert.equal(player.trouble.size, 0);
    assert.ok(net.verbs().includes("passed course"));
  });
}

test("a log-in page is no receipt", async () => {
  const net = new Net();
  const { player, runtime } = await launch(net, QUIZ_ONLY);
  const page = () => new Response("<!doctype html><title>Log in</title>", { headers: { "Content-Type": "text/html" } });
  net.answer = page;
  player.submit(runtime, RIGHT);
  await settled();
  assert.ok(player.trouble.has("notice.not-allowed"));
  net.answer = null;
  mock.timers.tick(5000);
  await settled();
  assert.ok(net.verbs().includes("passed course"));
  net.answer = page;
  await assert.rejects(launch(net), { key: "notice.not-allowed" });
});

for (const [name, etag] of [
  ["weak", (version) => `W/"${version}"`],
  ["altered", (version) => `"${version}-gzip"`],
]) {
  test(`a proxy that makes the ETag ${name}: the state is kept, and no second window is invented`, async () => {
    const net = new Net();
    net.etag = () => etag(net.version);
    const first = await launch(net);
    first.player.check(first.runtime, 1, [1]);
    await settled();
    const { player, runtime } = await launch(net);
    player.check(runtime, 2, [1]);
    await settled();
    assert.deepEqual([...player.trouble.keys()], []);
    assert.equal(modules.readSuspend(JSON.parse(net.state).suspend).quizzes.get(1).entries[1].response, "B");
  });
}

test("an empty activity id of the launch is none", () => {
  const query = new URLSearchParams({
    endpoint: "https://lrs.example/",
    actor: JSON.stringify(LAUNCH.actor),
    activity_id: "",
  });
  assert.equal(readLaunch(`?${query}`).activityId, null);
});

test("a verdict that waits already is not queued a second time", async () => {
  const sizes = [];
  const outbox = new Outbox(
    async (batch) => sizes.push(batch.length) && 200,
    () => undefined,
    null,
    "key",
  );
  outbox.add({ id: "a", timestamp: "1" });
  outbox.add({ id: "b" }, { id: "a", timestamp: "2" });
  await outbox.deliver();
  assert.deepEqual(sizes, [2]);
});

test("rubbish on the shelf holds up nothing", async () => {
  const shelf = { getItem: () => '[null, 7, {"id": "a"}]', setItem: () => undefined, removeItem: () => undefined };
  const sent = [];
  const outbox = new Outbox(
    async (batch) => sent.push(...batch) && 200,
    () => undefined,
    shelf,
    "key",
  );
  assert.equal(await outbox.deliver(), "delivered");
  assert.deepEqual(sent, [{ id: "a" }]);
});

test("a store that wants to be left alone is not asked again before its time", async () => {
  const net = new Net();
  const { player, runtime } = await launch(net, QUIZ_ONLY);
  net.answer = () => new Response("", { status: 429, headers: { "Retry-After": "60" } });
  player.submit(runtime, RIGHT);
  await settled();
  let calls = 0;
  net.answer = () => {
    calls++;
    return null;
  };
  player.submit(runtime, RIGHT);
  mock.timers.tick(50_000);
  await settled();
  assert.equal(calls, 0);
  mock.timers.tick(10_000);
  await settled();
  assert.ok(net.verbs().includes("passed course"));
  assert.equal(player.trouble.size, 0);
});

test("an answer during a save leaves as soon as that one is through", async () => {
  const net = new Net();
  const { player, runtime } = await launch(net);
  player.check(runtime, 1, [1]);
  player.check(runtime, 2, [1]);
  await settled();
  mock.timers.tick(0);
  await settled();
  assert.equal(net.verbs().filter((verb) => verb.startsWith("answered")).length, 2);
  assert.equal(modules.readSuspend(JSON.parse(net.state).suspend).quizzes.get(1).entries[1].response, "B");
});

test("a frozen page has said everything; when it wakes up nothing is told twice or lost", async () => {
  const net = new Net();
  const { player, runtime } = await launch(net);
  net.hold = true;
  player.check(runtime, 1, [1]);
  await settled();
  net.hold = false;
  player.check(runtime, 2, [1]);
  runtime.frozen();
  await settled();
  const kept = modules.readSuspend(JSON.parse(net.state).suspend).quizzes.get(1).entries;
  assert.deepEqual(
    kept.map(({ response }) => response),
    ["B", "B"],
  );
  assert.equal(net.verbs().filter((verb) => verb.startsWith("answered")).length, 1, "the first is on its way still");
});

test("no answer to a write: it may have arrived, so it is looked at before the next one", async () => {
  const net = new Net();
  const { player, runtime } = await launch(net);
  net.answer = (method, headers, body) => {
    if (method !== "PUT") return null;
    net.serve(method, headers, body);
    return new Response("", { status: 500 });
  };
  player.check(runtime, 1, [1]);
  await settled();
  net.answer = null;
  mock.timers.tick(5000);
  await settled();
  assert.deepEqual([...player.trouble.keys()], []);
  assert.equal(modules.readSuspend(JSON.parse(net.state).suspend).quizzes.get(1).entries[0].response, "B");
});

test("back after long, with a store that tells no version: what another device wrote is read first", async () => {
  const net = new Net();
  net.etag = () => 'W/"none"';
  const { player, runtime } = await launch(net);
  const theirs = modules.freshState();
  theirs.seen.add(2);
  net.state = JSON.stringify({ suspend: modules.writeSuspend(theirs) });
  runtime.woken();
  mock.timers.tick(1000);
  await settled();
  player.check(runtime, 1, [1]);
  await settled();
  const kept = modules.readSuspend(JSON.parse(net.state).suspend);
  assert.ok(kept.seen.has(2));
  assert.equal(kept.quizzes.get(1).entries[0].response, "B");
});

test("back after long, and nobody had written: what another device writes later is still taken in", async () => {
  const net = new Net();
  const { player, runtime } = await launch(net);
  for (let time = 0; time < 2; time++) {
    runtime.woken();
    mock.timers.tick(1000);
    await settled();
  }
  const theirs = modules.freshState();
  theirs.seen.add(2);
  net.state = JSON.stringify({ suspend: modules.writeSuspend(theirs) });
  net.version++;
  player.check(runtime, 1, [1]);
  await settled();
  const kept = modules.readSuspend(JSON.parse(net.state).suspend);
  assert.ok(kept.seen.has(2));
  assert.equal(kept.quizzes.get(1).entries[0].response, "B");
});

test("what no store has yet outlives a reload, and is gone from the browser when a store has it", async () => {
  const [net, drawer] = [new Net(), shelf()];
  const { player, runtime } = await launch(net, {}, drawer);
  net.answer = () => new Response("", { status: 503 });
  player.check(runtime, 1, [1]);
  await settled();
  net.answer = null;
  const again = await launch(net, {}, drawer);
  assert.equal(modules.readSuspend(again.start.unsaved).quizzes.get(1).entries[0].response, "B");
  assert.equal(drawer.kept.size, 0);
});

test("a window that was left before its progress was there says nothing", async () => {
  const net = new Net();
  net.hold = true;
  const player = new FakePlayer(course());
  const runtime = new Xapi(LAUNCH, player.course, player.around, new Lrs(LAUNCH, player.course.id, net.fetch), null);
  void runtime.start();
  await settled();
  net.hold = false;
  runtime.frozen();
  await settled();
  assert.deepEqual([net.statements, net.state], [[], null]);
});
