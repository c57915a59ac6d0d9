// The strict SCORM 2004 host: states, error codes, types, dependencies, and what an LMS concludes by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codes, get2004 as get, host2004, open2004 as open, set2004 as set, types2004, x } from "./support.mjs";

const error = ({ api }) => api.GetLastError();

test("a session is opened and closed once, and each method says where it stands", () => {
  const all = host2004();
  const outside = (expected) => {
    for (const [method, args, code] of expected) {
      all.api[method](...args);
      assert.equal(error(all), code, method);
    }
  };
  outside([
    ["Terminate", [""], "112"],
    ["GetValue", ["cmi.mode"], "122"],
    ["SetValue", ["cmi.location", "x"], "132"],
    ["Commit", [""], "142"],
    ["Initialize", ["x"], "201"],
  ]);
  assert.equal(all.api.Initialize(""), "true");
  outside([
    ["Initialize", [""], "103"],
    ["Commit", ["x"], "201"],
    ["Terminate", ["x"], "201"],
  ]);
  assert.equal(all.api.Terminate(""), "true");
  outside([
    ["Initialize", [""], "104"],
    ["Terminate", [""], "113"],
    ["GetValue", ["cmi.mode"], "123"],
    ["SetValue", ["cmi.location", "x"], "133"],
    ["Commit", [""], "143"],
  ]);
  assert.ok(codes(all).includes("after-finish"));
});

test("asking for an error changes none, and its text is the standard's", () => {
  const all = open();
  all.api.GetValue("cmi.nothing");
  assert.deepEqual([error(all), error(all)], ["401", "401"]);
  assert.equal(all.api.GetErrorString("408"), "Data Model Dependency Not Established");
  assert.equal(all.api.GetErrorString("999"), "");
});

const READ = [
  ["", "", "301"],
  ["cmi.nothing", "", "401"],
  ["cmi.exit", "", "405"],
  ["cmi.session_time", "", "405"],
  ["cmi.suspend_data", "", "403"],
  ["cmi.scaled_passing_score", "", "403"],
  ["cmi.interactions.0.id", "", "301"],
  ["cmi.location._children", "", "301"],
  ["cmi.score._count", "", "301"],
  ["cmi.nothing._count", "", "401"],
  ["cmi._version", "1.0", "0"],
  ["cmi.completion_status", "unknown", "0"],
  ["cmi.interactions._count", "0", "0"],
  ["cmi.score._children", "max,min,raw,scaled", "0"],
  ["cmi.entry", "ab-initio", "0"],
  ["adl.nav.request_valid.choice.{target=ITEM1}", "unknown", "0"],
];

test("GetValue", () => {
  const all = open();
  for (const [path, value, code] of READ) assert.deepEqual(get(all, path), [value, code], path);
  const children = get(all, "cmi.interactions._children")[0].split(",");
  assert.deepEqual(children.length, 10);
});

const WRITTEN = [
  ["", "x", "351"],
  ["cmi.nothing", "x", "401"],
  ["cmi.mode", "normal", "404"],
  ["cmi.score._children", "x", "404"],
  ["cmi.completion_status", "done", "406"],
  ["cmi.completion_status", "incomplete", "0"],
  ["cmi.success_status", "completed", "406"],
  ["cmi.score.scaled", "1.1", "407"],
  ["cmi.score.scaled", "80 %", "406"],
  ["cmi.score.scaled", "1e-1", "406"],
  ["cmi.score.scaled", "-0.5", "0"],
  ["cmi.progress_measure", "-0.1", "407"],
  ["cmi.progress_measure", "0.333", "0"],
  ["cmi.location", x(1001), "406"],
  ["cmi.suspend_data", x(64_001), "406"],
  ["cmi.session_time", "0000:00:01.00", "406"],
  ["cmi.session_time", "PT1.5S", "0"],
  ["cmi.exit", "normal", "0"],
  ["cmi.exit", "later", "406"],
  ["cmi.learner_preference.audio_level", "-1", "407"],
  ["cmi.interactions.1.id", "q", "351"],
  ["cmi.interactions.0.type", "choice", "408"],
  ["cmi.interactions.0.id", "a b", "406"],
  ["cmi.interactions.0.id", "q-1", "0"],
  ["cmi.interactions.0.learner_response", "a", "408"],
  ["cmi.interactions.0.correct_responses.0.pattern", "a", "408"],
  ["cmi.interactions.0.type", "riddle", "406"],
  ["cmi.interactions.0.type", "choice", "0"],
  ["cmi.interactions.0.learner_response", "a[,]b", "0"],
  ["cmi.interactions.0.learner_response", "a[,]a", "406"],
  ["cmi.interactions.0.correct_responses.1.pattern", "a", "351"],
  ["cmi.interactions.0.correct_responses.0.pattern", "a", "0"],
  ["cmi.interactions.0.correct_responses.1.pattern", "a", "351"],
  ["cmi.interactions.0.correct_responses.0.pattern", "a", "0"],
  ["cmi.interactions.0.objectives.0.id", "o", "0"],
  ["cmi.interactions.0.objectives.1.id", "o", "351"],
  ["cmi.interactions.0.result", "wrong", "406"],
  ["cmi.interactions.0.result", "0.5", "0"],
  ["cmi.interactions.0.timestamp", "2026-01-02T03:04:05Z", "406"],
  ["cmi.interactions.0.timestamp", "2026-01-02T03:04:05.0Z", "0"],
  ["cmi.interactions.0.timestamp", "2026-01-02T03:04:05", "0"],
  ["cmi.interactions.0.description", x(251), "406"],
  ["cmi.interactions.0.description", `{lang=en-US}${x(250)}`, "0"],
  ["cmi.interactions.0.description", "{lang=}x", "406"],
  ["cmi.objectives.0.score.raw", "1", "408"],
  ["cmi.objectives.0.id", "o-1", "0"],
  ["cmi.objectives.0.id", "o-2", "351"],
  ["cmi.objectives.1.id", "o-1", "351"],
  ["cmi.objectives.0.score.scaled", "2", "407"],
  ["adl.nav.request", "suspendAll", "0"],
  ["adl.nav.request", "{target=ITEM2}choice", "0"],
  ["adl.nav.request", "home", "406"],
];

test("SetValue", () => {
  const all = open();
  for (const [path, value, code] of WRITTEN) {
    assert.deepEqual(set(all, path, value), [String(code === "0"), code], `${path} ${value.slice(0, 40)}`);
  }
  assert.deepEqual(all.api.SetValue("cmi.location", 3), "false");
  assert.equal(error(all), "406");
});

const RESPONSES = [
  ["true-false", ["true", "false"], ["t", "1", ""]],
  ["choice", ["", "a", "a[,]b_1"], ["a[,]", "a b", x(251)]],
  ["fill-in", ["", "two words", "{lang=fr}deux[,]mots"], ["{lang=}x", Array(11).fill("x").join("[,]")]],
  ["long-fill-in", [x(4000), "{lang=es}hola"], [x(4001)]],
  ["matching", ["1[.]2[,]3[.]4"], ["1.2", "1[.]2[.]3", "1[,]2"]],
  ["performance", ["step[.]answer[,][.]x"], ["[.]", "a[.]b[.]c"]],
  ["sequencing", ["1[,]1[,]2"], ["1[,][,]2"]],
  ["likert", ["3"], ["", "a b"]],
  ["numeric", ["-3.5", "12"], ["", "1:2", "1[:]2", "12 mm"]],
  ["other", ["anything at all"], [x(4001)]],
];

for (const [type, good, bad] of RESPONSES) {
  test(`responses of ${type}`, () => {
    const all = open();
    set(all, "cmi.interactions.0.id", "q-1");
    set(all, "cmi.interactions.0.type", type);
    for (const value of good) assert.equal(set(all, "cmi.interactions.0.learner_response", value)[1], "0", value);
    for (const value of bad) assert.equal(set(all, "cmi.interactions.0.learner_response", value)[1], "406", value);
  });
}

test("patterns of fill-in and numeric", () => {
  for (const [type, good, bad] of [
    ["fill-in", ["{case_matters=true}{order_matters=false}a[,]b"], ["{case_matters=yes}a"]],
    ["numeric", ["1[:]2", "[:]2", "1[:]", "[:]"], ["1", "2[:]1"]],
    ["long-fill-in", ["{case_matters=false}x"], ["{order_matters=true}x"]],
  ]) {
    const all = open();
    set(all, "cmi.interactions.0.id", "q-1");
    set(all, "cmi.interactions.0.type", type);
    const path = "cmi.interactions.0.correct_responses.0.pattern";
    for (const value of good) assert.equal(set(all, path, value)[1], "0", value);
    for (const value of bad) assert.equal(set(all, path, value)[1], "406", value);
  }
});

test("exit suspend keeps the attempt; times add up", () => {
  const first = open();
  set(first, "cmi.completion_status", "incomplete");
  set(first, "cmi.suspend_data", "abc");
  set(first, "cmi.session_time", "PT1H0.5S");
  set(first, "cmi.exit", "suspend");
  first.api.Terminate("");
  assert.equal(first.store["cmi.total_time"], "PT1H0M0.5S");
  const again = open({ stored: first.store });
  assert.deepEqual(get(again, "cmi.entry"), ["resume", "0"]);
  assert.deepEqual(get(again, "cmi.suspend_data"), ["abc", "0"]);
});

test("what nobody told is decided by the LMS where the manifest leaves it to the LMS", () => {
  for (const [byContent, expected] of [
    ["true", [undefined, undefined]],
    ["", ["completed", "passed"]],
  ]) {
    const all = open({ manifest: { completionByContent: byContent, successByContent: byContent } });
    all.api.Terminate("");
    assert.deepEqual([all.store["cmi.completion_status"], all.store["cmi.success_status"]], expected);
    assert.ok(codes(all).includes("left-unsaid"));
  }
});

test("measures of the LMS decide", () => {
  const all = open({ switches: { mastery: "0.8", threshold: "0.5" } });
  set(all, "cmi.success_status", "passed");
  assert.deepEqual(get(all, "cmi.success_status"), ["unknown", "0"]);
  set(all, "cmi.score.scaled", "0.79");
  assert.deepEqual(get(all, "cmi.success_status"), ["failed", "0"]);
  set(all, "cmi.progress_measure", "0.5");
  assert.deepEqual(get(all, "cmi.completion_status"), ["completed", "0"]);
  all.api.Commit("");
  assert.ok(codes(all).includes("contradicted"));
  assert.equal(all.store["cmi.success_status"], "failed");
});

const OBJECTIONS = {
  "status-unread": [["cmi.completion_status", "incomplete"]],
  "suspend-too-much": [["cmi.suspend_data", x(4097)]],
  "session-too-long": [["cmi.session_time", "PT1H"]],
  "exit-logout": [["cmi.exit", "logout"]],
  downgrade: [
    ["cmi.completion_status", "completed"],
    ["cmi.completion_status", "incomplete"],
  ],
  "interaction-id": [["cmi.interactions.0.id", "q"]],
  "zone-without-fraction": [
    ["cmi.interactions.0.id", "q-1"],
    ["cmi.interactions.0.timestamp", "2026-01-02T03:04:05Z"],
  ],
  "response-identifier": [
    ["cmi.interactions.0.id", "q-1"],
    ["cmi.interactions.0.type", "choice"],
    ["cmi.interactions.0.learner_response", "a-b"],
  ],
  "score-bounds": [["cmi.score.raw", "5"]],
  "scaled-not-raw": [
    ["cmi.score.raw", "50"],
    ["cmi.score.min", "0"],
    ["cmi.score.max", "100"],
    ["cmi.score.scaled", "0.6"],
  ],
  "progress-not-status": [["cmi.progress_measure", "1"]],
  "no-session-time": [["cmi.exit", "suspend"]],
  "left-unsaid": [["cmi.exit", "suspend"]],
  "exit-loses": [["cmi.suspend_data", "abc"]],
};

for (const [code, calls] of Object.entries(OBJECTIONS)) {
  test(`the careful reader: ${code}`, () => {
    const all = open();
    for (const [path, value] of calls) set(all, path, value);
    all.api.Terminate("");
    assert.ok(codes(all).includes(code), codes(all).join());
  });
}

test("the careful reader: a verdict in review, and without credit", () => {
  for (const switches of [{ mode: "review" }, { credit: "no-credit" }]) {
    const all = open({ switches });
    set(all, "cmi.score.scaled", "1");
    assert.ok(codes(all).includes("verdict-in-review"));
  }
});

test("intervals as seconds and back", () => {
  const { secondsOf, intervalOf } = types2004;
  assert.equal(secondsOf("PT1H2M3.5S"), 3723.5);
  assert.equal(secondsOf("P1DT1S"), 86_401);
  assert.equal(secondsOf("PT10M"), 600);
  assert.equal(secondsOf("P1M"), 2_629_800);
  assert.equal(intervalOf(3723.5), "PT1H2M3.5S");
});
