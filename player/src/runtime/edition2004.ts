import { isoDuration } from "../clock.ts";
import { type Edition, neighbour } from "./edition.ts";

export const COMPLETION = "cmi.completion_status";
export const SUCCESS = "cmi.success_status";
const ASIDE: Record<string, number> = { "cmi.score.raw": 100, "cmi.score.scaled": 10_000 };

export const scorm2004: Edition = {
  api: "API_1484_11",
  methods: {
    initialize: "Initialize",
    finish: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    lastError: "GetLastError",
  },
  unsupported: new Set(["401", "402", "404"]),
  lost: new Set(["101", "132", "133", ""]),
  unopened: new Set(["132", "142"]),
  essential: new Set(["cmi.suspend_data", COMPLETION, SUCCESS, ...Object.keys(ASIDE)]),
  learner: "cmi.learner_id",
  mode: "cmi.mode",
  credit: "cmi.credit",
  entry: "cmi.entry",
  exit: "cmi.exit",
  location: "cmi.location",
  score: "cmi.score",
  time: "cmi.session_time",
  longestLocation: 1000,
  duration: isoDuration,
  aside(element, value) {
    const parts = ASIDE[element];
    return parts === undefined ? undefined : neighbour(value, parts);
  },
};
