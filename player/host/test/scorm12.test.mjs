// The strict SCORM 1.2 host, element by element and rule by rule. `node --test host/test/` in player/.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";

const bundle = await build({
  entryPoints: [new URL("../scorm12.ts", import.meta.url).pathname],
  bundle: true,
  write: false,
  format: "esm",
  logLevel: "warning",
});
const { Scorm12Host } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString("base64")}`
);

const ORDINARY = {
  mastery: "",
  masteryOverride: false,
  mode: "normal",
  credit: "credit",
  failCommits: 0,
  throws: false,
  noFinish: false,
  optional: true,
  numbers: false,
  api: "parent",
  reviewAfterDone: false,
  bare: false,
  offline: false,
  lrs: {},
};
const SILENT = { mastery: "", launchData: "", maxTime: "", limitAction: "" };

/** A host with a clock that the test turns and a store that it can read. */
function host({ switches = {}, manifest = {}, stored = {}, takes = () => true } = {}) {
  const clock = { ms: 0 };
  const store = { ...stored };
  const deltas = [];
  const made = new Scorm12Host({
    switches: { ...ORDINARY, ...switches },
    manifest: { ...SILENT, ...manifest },
    stored,
    now: () => clock.ms,
    keep: (delta) => {
      if (!takes(delta)) return false;
      deltas.push(delta);
      Object.assign(store, delta.set);
      return true;
    },
  });
  return { made, api: made.api, clock, store, deltas };
}

function open(options) {
  const all = host(options);
  all.api.LMSInitialize("");
  return all;
}

const codes = ({ made }) => made.violations.map((one) => one.code);
const error = ({ api }) => api.LMSGetLastError();
const set = (all, path, value) => [all.api.LMSSetValue(path, value), all.api.LMSGetLastError()];
const get = (all, path) => [all.api.LMSGetValue(path), all.api.LMSGetLastError()];

const x = (count) => "x".repeat(count);
const TIMESPANS = [
  ["00:00:00", "0001:02:03.5", "9999:59:59.99"],
  ["0:00:00", "00:60:00", "00:00:60", "PT5S", "00:00:00.123", "", "10000:00:00"],
];
const SCORES = [
  ["0", "100", "79.99", ""],
  ["-1", "100.1", "101", "1000", "80%", " 80", "1e2", ".5", "abc"],
];
const STATUS = ["passed", "completed", "failed", "incomplete", "browsed"];
const IDS = [
  ["q1", "Q-1_a", x(255)],
  ["", "q 1", "q.1", "frage-ü", x(256)],
];

// element, access, legal values, illegal values (each is refused with 405)
const TABLE = [
  ["cmi.core.student_id", "ro"],
  ["cmi.core.student_name", "ro"],
  ["cmi.core.lesson_location", "rw", ["", "page-3", x(255)], [x(256)]],
  ["cmi.core.credit", "ro"],
  ["cmi.core.lesson_status", "rw", STATUS, ["not attempted", "", "Passed", "complete", "unknown"]],
  ["cmi.core.entry", "ro"],
  ["cmi.core.score.raw", "rw", ...SCORES],
  ["cmi.core.score.min", "rw", ...SCORES],
  ["cmi.core.score.max", "rw", ...SCORES],
  ["cmi.core.total_time", "ro"],
  ["cmi.core.lesson_mode", "ro"],
  ["cmi.core.exit", "wo", ["time-out", "suspend", "logout", ""], ["normal", "Suspend"]],
  ["cmi.core.session_time", "wo", ...TIMESPANS],
  ["cmi.suspend_data", "rw", ["", x(4096)], [x(4097)]],
  ["cmi.launch_data", "ro"],
  ["cmi.comments", "rw", ["", "hello"], [x(4097)]],
  ["cmi.comments_from_lms", "ro"],
  ["cmi.objectives.0.id", "rw", ...IDS],
  ["cmi.objectives.0.score.raw", "rw", ...SCORES],
  ["cmi.objectives.0.score.min", "rw", ...SCORES],
  ["cmi.objectives.0.score.max", "rw", ...SCORES],
  ["cmi.objectives.0.status", "rw", [...STATUS, "not attempted"], ["", "done"]],
  ["cmi.student_data.mastery_score", "ro"],
  ["cmi.student_data.max_time_allowed", "ro"],
  ["cmi.student_data.time_limit_action", "ro"],
  ["cmi.student_preference.audio", "rw", ["-1", "0", "100"], ["-2", "101", "1.5", ""]],
  ["cmi.student_preference.language", "rw", ["", "English"], [x(256)]],
  ["cmi.student_preference.speed", "rw", ["-100", "0", "100"], ["-101", "101", "fast"]],
  ["cmi.student_preference.text", "rw", ["-1", "0", "1"], ["2", "-2", ""]],
  ["cmi.interactions.0.id", "wo", ...IDS],
  ["cmi.interactions.0.objectives.0.id", "wo", ...IDS],
  ["cmi.interactions.0.time", "wo", ["00:00:00", "23:59:59.99"], ["24:00:00", "9:00:00", "2026-01-01", ""]],
  [
    "cmi.interactions.0.type",
    "wo",
    ["true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"],
    ["long-fill-in", "other", ""],
  ],
  ["cmi.interactions.0.correct_responses.0.pattern", "wo", ["a", x(255)], [x(256)]],
  ["cmi.interactions.0.weighting", "wo", ["1", "-1.5"], ["", "one"]],
  ["cmi.interactions.0.student_response", "wo", ["", "a", x(255)], [x(256)]],
  [
    "cmi.interactions.0.result",
    "wo",
    ["correct", "wrong", "unanticipated", "neutral", "0.5"],
    ["incorrect", "", "Correct"],
  ],
  ["cmi.interactions.0.latency", "wo", ...TIMESPANS],
];

for (const [element, access, legal = [], illegal = []] of TABLE) {
  test(`${element}: ${access}`, () => {
    for (const value of legal) {
      const all = open();
      assert.deepEqual(set(all, element, value), ["true", "0"], `legal ${JSON.stringify(value.slice(0, 20))}`);
      if (access === "rw") assert.deepEqual(get(all, element), [value, "0"]);
    }
    for (const value of illegal)
      assert.deepEqual(set(open(), element, value), ["false", "405"], `illegal ${JSON.stringify(value.slice(0, 20))}`);
    if (access === "ro") assert.deepEqual(set(open(), element, "x"), ["false", "403"]);
    if (access === "ro") assert.equal(get(open(), element)[1], "0");
    if (access === "wo") assert.deepEqual(get(open(), element), ["", "404"]);
    assert.deepEqual(get(open(), `${element}._children`), ["", element.includes(".0.") ? "201" : "202"]);
    assert.deepEqual(get(open(), `${element}._count`), ["", element.includes(".0.") ? "201" : "203"]);
    assert.deepEqual(set(open(), `${element}._children`, ""), ["false", "402"]);
    assert.deepEqual(set(host(), element, legal[0] ?? ""), ["false", "301"]);
  });
}

// type, legal responses, illegal ones
const FEEDBACK = [
  ["true-false", ["0", "1", "t", "f", "true"], ["", "yes", "T"]],
  ["choice", ["a", "a,b,9", "{a,b}"], ["", "A", "ab", "a,", "a b", "option one"]],
  ["fill-in", ["", "any text, even ü"], [x(256)]],
  ["matching", ["1.a", "1.a,2.b", "{1.a,2.b}"], ["", "1a", "1.a,2", "one.two"]],
  ["performance", ["", "anything"], [x(256)]],
  ["sequencing", ["a", "c,b,a"], ["", "{a,b}", "abc"]],
  ["likert", ["", "3", "d"], ["33", "D"]],
  ["numeric", ["1", "-2.5"], ["", "1:5", "one"]],
];

for (const [type, legal, illegal] of FEEDBACK) {
  test(`CMIFeedback of ${type}`, () => {
    for (const element of ["student_response", "correct_responses.0.pattern"]) {
      const all = open();
      set(all, "cmi.interactions.0.id", "q1");
      set(all, "cmi.interactions.0.type", type);
      for (const value of legal)
        assert.deepEqual(set(all, `cmi.interactions.0.${element}`, value), ["true", "0"], value);
      for (const value of illegal)
        assert.deepEqual(set(all, `cmi.interactions.0.${element}`, value), ["false", "405"], value);
    }
  });
}

test("arrays grow by one, and count", () => {
  const all = open();
  assert.deepEqual(get(all, "cmi.interactions._count"), ["0", "0"]);
  assert.deepEqual(set(all, "cmi.interactions.1.id", "q"), ["false", "201"]);
  set(all, "cmi.interactions.0.id", "q");
  set(all, "cmi.interactions.1.id", "q");
  assert.deepEqual(get(all, "cmi.interactions._count"), ["2", "0"]);
  assert.deepEqual(get(all, "cmi.interactions.1.objectives._count"), ["0", "0"]);
  assert.deepEqual(set(all, "cmi.interactions.1.correct_responses.1.pattern", "a"), ["false", "201"]);
  assert.deepEqual(get(all, "cmi.objectives.0.id"), ["", "201"]);
  assert.deepEqual(set(all, "cmi.interactions.02.id", "q"), ["false", "201"]);
  assert.deepEqual(
    codes(all).filter((code) => code === "array-gap"),
    ["array-gap", "array-gap"],
  );
});

test("keywords and unknown names", () => {
  const all = open();
  assert.equal(get(all, "cmi.core.score._children")[0], "raw,min,max");
  assert.equal(get(all, "cmi._version")[0], "3.4");
  for (const path of [
    "cmi.nothing",
    "cmi.core",
    "",
    "cmi.learner_id",
    "cmi.core.score.scaled",
    "cmi.core.lesson_status.x",
  ]) {
    assert.deepEqual(get(all, path), ["", "201"], path);
    assert.deepEqual(set(all, path, "1"), ["false", "201"], path);
  }
  assert.deepEqual(get(all, "cmi.core._count"), ["", "203"]);
  assert.deepEqual(set(all, "cmi.interactions._count", "3"), ["false", "402"]);
});

test("every answer is a string", () => {
  const all = host();
  const answers = [
    all.api.LMSGetValue("cmi.core.entry"),
    all.api.LMSInitialize(""),
    all.api.LMSSetValue("x", "y"),
    all.api.LMSCommit(""),
  ];
  answers.push(
    all.api.LMSGetLastError(),
    all.api.LMSGetErrorString("201"),
    all.api.LMSGetDiagnostic(""),
    all.api.LMSFinish(""),
  );
  for (const answer of answers) assert.equal(typeof answer, "string");
  assert.equal(all.api.LMSGetErrorString("201"), "Invalid argument error");
  assert.equal(all.api.LMSGetErrorString("999"), "");
});

test("initialize and finish once each, and nothing outside", () => {
  const all = host();
  assert.equal(all.api.LMSCommit(""), "false");
  assert.equal(error(all), "301");
  assert.equal(all.api.LMSInitialize("x"), "false");
  assert.equal(error(all), "201");
  assert.equal(all.api.LMSInitialize(""), "true");
  assert.equal(all.api.LMSInitialize(""), "false");
  assert.equal(error(all), "101");
  assert.equal(all.api.LMSFinish(""), "true");
  for (const [method, ...args] of [
    ["LMSGetValue", "cmi.core.entry"],
    ["LMSSetValue", "cmi.core.exit", ""],
    ["LMSCommit", ""],
    ["LMSFinish", ""],
  ]) {
    all.api[method](...args);
    assert.equal(error(all), "301", method);
  }
  assert.equal(codes(all).filter((code) => code === "after-finish").length, 4);
});

const read = (all) => all.api.LMSGetValue("cmi.core.lesson_status");
const say = (path, value) => (all) => all.api.LMSSetValue(path, value);
const status = (word) => say("cmi.core.lesson_status", word);
const finish = (all) => all.api.LMSFinish("");
const time = say("cmi.core.session_time", "00:00:00");

// violation, what the course does after LMSInitialize, switches
const OBJECTIONS = [
  ["initialized-twice", [(all) => all.api.LMSInitialize("")]],
  ["argument-count", [(all) => all.api.LMSCommit()]],
  ["argument-count", [(all) => all.api.LMSGetLastError("")]],
  ["argument-not-empty", [(all) => all.api.LMSCommit("now")]],
  ["not-a-string", [say("cmi.core.score.raw", 80)]],
  ["not-a-string", [say("cmi.suspend_data", undefined)]],
  ["last-error-without-refusal", [read, (all) => all.api.LMSGetLastError()]],
  ["status-unread", [status("incomplete")]],
  ["downgrade", [read, status("passed"), status("incomplete")]],
  ["downgrade", [read, status("passed"), status("failed")]],
  ["downgrade", [read, status("passed"), status("completed")]],
  ["downgrade", [read, status("completed"), status("incomplete")]],
  ["score-range", [say("cmi.core.score.raw", "101")]],
  ["score-range", [say("cmi.core.score.raw", "")]],
  ["score-bounds", [say("cmi.core.score.max", "10"), say("cmi.core.score.raw", "11"), (all) => all.api.LMSCommit("")]],
  ["suspend-too-long", [say("cmi.suspend_data", x(4097))]],
  ["suspend-not-ascii", [say("cmi.suspend_data", "a\u00fc")]],
  ["suspend-not-ascii", [say("cmi.suspend_data", "a\nb")]],
  ["session-too-long", [say("cmi.core.session_time", "00:00:02")]],
  ["no-session-time", [read, status("incomplete"), finish]],
  ["left-not-attempted", [time, finish]],
  ["unfinished-without-suspend", [read, status("incomplete"), say("cmi.suspend_data", "1"), time, finish]],
  ["exit-logout", [say("cmi.core.exit", "logout")]],
  ["verdict-in-review", [read, status("completed")], { mode: "review" }],
  ["verdict-in-review", [say("cmi.core.score.raw", "50")], { mode: "browse" }],
  ["verdict-in-review", [read, status("completed")], { credit: "no-credit" }],
  ["id-not-first", [say("cmi.interactions.0.type", "choice")]],
  ["type-not-first", [say("cmi.interactions.0.id", "q"), say("cmi.interactions.0.student_response", "a")]],
  ["keeps-asking", [say("cmi.interactions.0.id", "q"), say("cmi.interactions.0.id", "q")], { optional: false }],
  ["array-gap", [say("cmi.interactions.1.id", "q")]],
];

for (const [code, steps, switches] of OBJECTIONS) {
  test(`objects: ${code}${switches ? ` (${JSON.stringify(switches)})` : ""}, ${steps.length} steps`, () => {
    const all = open({ switches });
    for (const step of steps) step(all);
    assert.ok(codes(all).includes(code), codes(all).join(", ") || "no objection");
  });
}

test("a careful course meets no objection", () => {
  const all = open();
  const say2 = (path, value) => assert.equal(all.api.LMSSetValue(path, value), "true", path);
  assert.equal(read(all), "not attempted");
  say2("cmi.core.lesson_status", "incomplete");
  all.api.LMSCommit("");
  assert.equal(all.api.LMSGetValue("cmi.suspend_data"), "");
  all.api.LMSGetLastError(); // an empty answer may be a refusal: asking is right
  for (const [part, value] of [
    ["id", "q1_1"],
    ["type", "choice"],
    ["student_response", "a,b"],
    ["correct_responses.0.pattern", "a"],
    ["result", "wrong"],
  ]) {
    say2(`cmi.interactions.0.${part}`, value);
  }
  for (const [part, value] of [
    ["min", "0"],
    ["max", "100"],
    ["raw", "79.99"],
  ])
    say2(`cmi.core.score.${part}`, value);
  say2("cmi.core.lesson_status", "failed");
  all.clock.ms = 90_000;
  say2("cmi.core.session_time", "0000:01:30");
  say2("cmi.core.exit", "suspend");
  all.api.LMSCommit("");
  assert.equal(finish(all), "true");
  assert.deepEqual(codes(all), []);
  assert.equal(all.store["cmi.core.total_time"], "0000:01:30.00");
});

test("a read-only launch owes neither a status nor a time", () => {
  for (const switches of [{ mode: "review" }, { mode: "browse" }, { credit: "no-credit" }]) {
    const all = open({ switches });
    if (switches.credit) time(all);
    finish(all);
    assert.deepEqual(codes(all), []);
  }
});

test("calls are recorded with time, arguments, result and error", () => {
  const all = host();
  all.api.LMSInitialize("");
  all.clock.ms = 1500;
  all.api.LMSSetValue("cmi.core.exit", "normal");
  assert.deepEqual(all.made.calls[1], {
    seq: 2,
    t: 1500,
    method: "LMSSetValue",
    args: ["cmi.core.exit", "normal"],
    result: "false",
    error: "405",
  });
});

test("a relaunch gets what was kept, and adds up the time", () => {
  const first = open();
  for (const step of [read, status("incomplete"), say("cmi.suspend_data", "p3"), say("cmi.interactions.0.id", "q")])
    step(first);
  first.clock.ms = 10_000;
  for (const step of [say("cmi.core.session_time", "00:00:10"), say("cmi.core.exit", "suspend"), finish]) step(first);
  const second = open({ stored: first.store });
  assert.equal(get(second, "cmi.core.entry")[0], "resume");
  assert.equal(get(second, "cmi.suspend_data")[0], "p3");
  assert.equal(get(second, "cmi.interactions._count")[0], "1");
  assert.equal(get(second, "cmi.core.total_time")[0], "0000:00:10.00");
  second.clock.ms = 5000;
  for (const step of [say("cmi.core.session_time", "00:00:05"), finish]) step(second);
  assert.equal(second.store["cmi.core.total_time"], "0000:00:15.00");
  const third = open({ stored: second.store });
  assert.equal(get(third, "cmi.core.entry")[0], "", "exit was not suspend");
});

test("what was not committed is lost in a crash, and a dead window is not heard", () => {
  const all = open();
  for (const step of [read, status("incomplete"), (it) => it.api.LMSCommit(""), status("completed")]) step(all);
  all.made.kill();
  assert.equal(finish(all), "false");
  assert.deepEqual(all.store["cmi.core.lesson_status"], "incomplete");
  assert.equal(all.made.calls.length, 5);
});

test("mastery override at the end, as Moodle", () => {
  const play = (raw, word, switches) => {
    const all = open({ switches: { masteryOverride: true, ...switches }, manifest: { mastery: "80" } });
    for (const step of [read, status(word), ...(raw ? [say("cmi.core.score.raw", raw)] : []), time, finish]) step(all);
    return all.store["cmi.core.lesson_status"];
  };
  assert.equal(play("79.99", "completed"), "failed");
  assert.equal(play("80", "incomplete"), "passed");
  assert.equal(play("", "incomplete"), "incomplete");
  assert.equal(play("50", "incomplete", { masteryOverride: false }), "incomplete");
  assert.equal(play("90", "incomplete", { mastery: "95" }), "failed");
  assert.equal(play("90", "incomplete", { credit: "no-credit" }), "incomplete");
  assert.equal(play("90", "incomplete", { mode: "review" }), "incomplete");
});

test("not attempted at the end becomes completed, as in Moodle", () => {
  const all = open();
  finish(all);
  assert.equal(all.store["cmi.core.lesson_status"], "completed");
  assert.equal(all.made.notes.length, 1);
});

test("switches: failing commits, throwing, no finish, numbers, no optional elements, review after done", () => {
  const failing = open({ switches: { failCommits: 1 } });
  assert.deepEqual([failing.api.LMSCommit(""), error(failing), failing.api.LMSCommit("")], ["false", "101", "true"]);
  assert.equal(failing.made.calls[1].simulated, true);

  const throwing = host({ switches: { throws: true } });
  assert.throws(() => throwing.api.LMSInitialize(""));
  assert.equal(throwing.made.calls[0].error, "throw");

  assert.equal(host({ switches: { noFinish: true } }).api.LMSFinish, undefined);

  const numbers = open({ switches: { numbers: true } });
  set(numbers, "cmi.core.score.raw", "80");
  assert.equal(get(numbers, "cmi.core.score.raw")[0], 80);

  const bare = open({ switches: { optional: false } });
  for (const path of [
    "cmi.interactions._children",
    "cmi.interactions._count",
    "cmi.student_data.mastery_score",
    "cmi.core.lesson_mode",
    "cmi.objectives._count",
  ]) {
    assert.deepEqual(get(bare, path), ["", "401"], path);
  }
  assert.equal(get(bare, "cmi.core.score._children")[0], "raw");
  assert.ok(!get(bare, "cmi.core._children")[0].includes("lesson_mode"));
  assert.deepEqual(set(bare, "cmi.core.score.min", "0"), ["false", "401"]);

  const review = open({ switches: { reviewAfterDone: true }, stored: { "cmi.core.lesson_status": "failed" } });
  assert.deepEqual(
    [get(review, "cmi.core.lesson_mode")[0], get(review, "cmi.core.credit")[0]],
    ["review", "no-credit"],
  );
});

test("a store that is away refuses commits and finish, and nothing is lost by trying again", () => {
  let away = true;
  const all = open({ takes: () => !away });
  for (const step of [read, status("incomplete"), time]) step(all);
  assert.deepEqual([all.api.LMSCommit(""), error(all)], ["false", "101"]);
  assert.equal(finish(all), "false");
  away = false;
  assert.equal(finish(all), "true");
  assert.equal(all.store["cmi.core.lesson_status"], "incomplete");
});

test("thousands of calls stay quick", () => {
  const all = open();
  const before = performance.now();
  for (let index = 0; index < 3000; index += 1) {
    set(all, `cmi.interactions.${index}.id`, `q${index}`);
    set(all, "cmi.suspend_data", String(index));
  }
  assert.ok(performance.now() - before < 2000);
});
