// The careful reader: each objection is raised, and none against a careful course.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codes, finish, open, read, say, status, time, x } from "./support.mjs";

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
