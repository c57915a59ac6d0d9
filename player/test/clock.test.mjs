import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/load.mjs";

const { SessionClock, IDLE_CAP, timespan, isoDuration, timeOfDay } = await load("clock");

function clockAt() {
  const time = { now: 1000 };
  return { time, clock: new SessionClock(() => time.now) };
}

test("time runs while the learner is at it", () => {
  const { time, clock } = clockAt();
  time.now += 90_000;
  clock.touch();
  time.now += 30_000;
  assert.equal(clock.elapsed(), 120_000);
});

test("what opening the session took does not count", () => {
  const { time, clock } = clockAt();
  time.now += 1700;
  clock.restart();
  time.now += 300;
  assert.equal(clock.elapsed(), 300);
});

test("a hidden page does not count", () => {
  const { time, clock } = clockAt();
  time.now += 10_000;
  clock.pause();
  time.now += 3_600_000;
  assert.equal(clock.elapsed(), 10_000);
  clock.touch();
  clock.resume();
  time.now += 5000;
  assert.equal(clock.elapsed(), 15_000);
});

test("a gap without activity counts for the cap at most", () => {
  const { time, clock } = clockAt();
  time.now += 4 * 3_600_000;
  assert.equal(clock.elapsed(), IDLE_CAP);
  clock.touch();
  time.now += 1000;
  assert.equal(clock.elapsed(), IDLE_CAP + 1000);
});

test("a clock that jumps back takes nothing away", () => {
  const { time, clock } = clockAt();
  time.now += 5000;
  clock.touch();
  time.now -= 60_000;
  assert.equal(clock.elapsed(), 5000);
});

test("timespans are in the widest legal form", () => {
  assert.equal(timespan(0), "0000:00:00.00");
  assert.equal(timespan(3_661_999), "0001:01:01.99");
  assert.equal(timespan(10 ** 15), "9999:59:59.99");
  assert.equal(timespan(-5), "0000:00:00.00");
});

test("ISO durations", () => {
  assert.equal(isoDuration(0), "PT0S");
  assert.equal(isoDuration(3_600_000), "PT1H");
  assert.equal(isoDuration(61_500), "PT1M1.5S");
  assert.equal(isoDuration(50), "PT0.05S");
});

test("time of day has two digits everywhere", () => {
  assert.equal(timeOfDay(new Date(2026, 0, 1, 9, 5, 3)), "09:05:03");
});
