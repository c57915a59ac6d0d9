import { timespan } from "../clock.ts";
import { type Edition, neighbour } from "./edition.ts";

export const STATUS = "cmi.core.lesson_status";

export const scorm12: Edition = {
  api: "API",
  methods: {
    initialize: "LMSInitialize",
    finish: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    lastError: "LMSGetLastError",
  },
  unsupported: new Set(["201", "401", "402", "404"]),
  lost: new Set(["101", "301", ""]),
  unopened: new Set(["301"]),
  essential: new Set(["cmi.suspend_data", STATUS, "cmi.core.score.raw"]),
  learner: "cmi.core.student_id",
  mode: "cmi.core.lesson_mode",
  credit: "cmi.core.credit",
  entry: "cmi.core.entry",
  exit: "cmi.core.exit",
  location: "cmi.core.lesson_location",
  score: "cmi.core.score",
  time: "cmi.core.session_time",
  longestLocation: 255,
  duration: timespan,
  aside(element, value) {
    if (element === STATUS && value === "passed") return "completed";
    return element === "cmi.core.score.raw" ? neighbour(value, 100) : undefined;
  },
};
