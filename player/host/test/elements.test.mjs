// Every element of the SCORM 1.2 data model: legal and illegal values, access, error codes. `node --test host/test/` in player/.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codes, get, host, open, set, x } from "./support.mjs";

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
  ["choice", ["a", "a,b,9", "{a,b}"], ["", "A", "ab", "a,", "a b", "option one", "a,a"]],
  ["fill-in", ["", "any text, even ü"], [x(256)]],
  ["matching", ["1.a", "1.a,2.b", "{1.a,2.b}"], ["", "1a", "1.a,2", "one.two", "1.a,1.b"]],
  ["performance", ["", "anything"], [x(256)]],
  ["sequencing", ["a", "c,b,a"], ["", "{a,b}", "abc", "a,b,a"]],
  ["likert", ["", "3", "d"], ["33", "D"]],
  ["numeric", ["1", "-2.5", "1500"], ["", "1:5", "one", "1,5", "5 mg"]],
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
