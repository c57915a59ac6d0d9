// Launches, relaunches, the end of a session, and the switches that make the host an odd LMS.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codes, error, finish, get, host, open, read, say, set, status, time } from "./support.mjs";

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
