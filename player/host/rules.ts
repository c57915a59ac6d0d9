// The careful reader: objections to calls, although the API may have allowed them. One function per objection, listed in RULES.
import { seconds } from "./datatypes.ts";
import { ARRAYS, parseName } from "./elements.ts";
import type { Model } from "./model.ts";
import { protocol, type Rule, type Scene, text, type Words } from "./protocol.ts";
import type { Call } from "./record.ts";

export const WORDS: Words = {
  methods: {
    initialize: "LMSInitialize",
    finish: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    lastError: "LMSGetLastError",
    errorString: "LMSGetErrorString",
    diagnostic: "LMSGetDiagnostic",
  },
  asks: ["LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"],
  missing: "401",
};

export interface Scene12 extends Scene {
  /** The data model, after the call. */
  model: Model;
  /** lesson_status before the call. */
  status: string;
}

const STATUS = "cmi.core.lesson_status";
const VERDICT = /^cmi\.core\.(lesson_status|score\.(raw|min|max))$/;
const LOWER: Record<string, string[]> = {
  passed: ["completed", "incomplete", "failed", "browsed"],
  completed: ["incomplete", "browsed"],
};

const sets = (call: Call, path: string): boolean => call.method === "LMSSetValue" && call.args[0] === path;
const accepted = (call: Call): boolean => call.method === "LMSSetValue" && call.error === "0";
const finishes = (call: Call): boolean => call.method === "LMSFinish" && call.error === "0";
const wasSet = (scene: Scene12, path: string): boolean =>
  scene.earlier.some((call) => accepted(call) && call.args[0] === path);

/** Where a course may write neither status nor score. */
const readOnly = (scene: Scene12): boolean => scene.mode !== "normal" || scene.credit === "no-credit";

function statusUnread(call: Call, scene: Scene12): string | undefined {
  if (!sets(call, STATUS) || wasSet(scene, STATUS)) return;
  const read = scene.earlier.some((old) => old.method === "LMSGetValue" && old.args[0] === STATUS);
  if (!read) return "lesson_status is set without having been read in this launch";
}

/** After a refused commit the LMS does not hold for sure what it was told. */
const refusedLast = (scene: Scene12): boolean =>
  [...scene.earlier].reverse().find((call) => call.method === "LMSCommit")?.error === "101";

function downgrade(call: Call, scene: Scene12): string | undefined {
  if (!sets(call, STATUS) || !accepted(call) || refusedLast(scene)) return;
  if (LOWER[scene.status]?.includes(text(call.args[1])))
    return `lesson_status goes down from ${scene.status} to ${text(call.args[1])}`;
}

function scoreRange(call: Call): string | undefined {
  const [path, value] = call.args.map((arg) => String(arg));
  if (call.method !== "LMSSetValue" || !/\.score\.(raw|min|max)$/.test(path ?? "")) return;
  if (call.args[1] === "") return `${path} is set to "": Moodle stores that as 0`;
  if (!(Number(value) >= 0 && Number(value) <= 100)) return `${path} ${JSON.stringify(value)} is not from 0 to 100`;
}

function scoreBounds(call: Call, scene: Scene12): string | undefined {
  if (!finishes(call) && call.method !== "LMSCommit") return;
  const [raw, min, max] = ["raw", "min", "max"].map((part) => scene.model.raw(`cmi.core.score.${part}`));
  if (!raw) return;
  if (min && Number(raw) < Number(min)) return `score.raw ${raw} is under score.min ${min}`;
  if (max && Number(raw) > Number(max)) return `score.raw ${raw} is over score.max ${max}`;
}

function suspendLength(call: Call): string | undefined {
  const length = text(call.args[1]).length;
  if (sets(call, "cmi.suspend_data") && length > 4096)
    return `suspend_data has ${length} characters, the limit is 4096`;
}

function suspendCharacters(call: Call): string | undefined {
  if (!sets(call, "cmi.suspend_data")) return;
  const odd = /[^\x20-\x7e]/.exec(text(call.args[1]));
  if (odd) return `suspend_data has ${JSON.stringify(odd[0])} at ${odd.index}: keep to printable ASCII`;
}

function sessionTime(call: Call, scene: Scene12): string | undefined {
  if (!sets(call, "cmi.core.session_time") || !accepted(call)) return;
  const claimed = seconds(text(call.args[1]));
  if (claimed > scene.wall + 1)
    return `session_time ${text(call.args[1])}, but the session has lasted ${scene.wall.toFixed(1)} s`;
}

function noSessionTime(call: Call, scene: Scene12): string | undefined {
  if (!finishes(call) || scene.mode !== "normal") return;
  if (!wasSet(scene, "cmi.core.session_time")) return "LMSFinish without a session_time";
}

function leftNotAttempted(call: Call, scene: Scene12): string | undefined {
  if (!finishes(call) || scene.status !== "not attempted" || readOnly(scene)) return;
  return "LMSFinish with lesson_status not attempted: the LMS makes it completed";
}

function exitUnfinished(call: Call, scene: Scene12): string | undefined {
  if (!finishes(call) || scene.mode !== "normal" || !scene.model.raw("cmi.suspend_data")) return;
  const unfinished = scene.status === "incomplete";
  if (unfinished && scene.model.raw("cmi.core.exit") !== "suspend")
    return "left unfinished without exit suspend: an LMS may drop suspend_data";
}

function logout(call: Call): string | undefined {
  if (sets(call, "cmi.core.exit") && call.args[1] === "logout") return "exit logout: some LMSs log the person out";
}

function verdictInReview(call: Call, scene: Scene12): string | undefined {
  if (call.method !== "LMSSetValue" || !VERDICT.test(text(call.args[0]))) return;
  if (scene.mode !== "normal") return `${text(call.args[0])} is written in ${scene.mode} mode`;
  if (scene.credit === "no-credit") return `${text(call.args[0])} is written although credit is no-credit`;
}

function idFirst(call: Call, scene: Scene12): string | undefined {
  if (!accepted(call)) return;
  const path = text(call.args[0]);
  const owner = /^(cmi\.(?:interactions|objectives)\.\d+)\.(.*)$/.exec(path);
  if (owner && owner[2] !== "id" && !scene.model.raw(`${owner[1]}.id`)) return `${path} is set before ${owner[1]}.id`;
}

function typeFirst(call: Call, scene: Scene12): string | undefined {
  const owner = /^(cmi\.interactions\.\d+)\.(student_response|correct_responses\.\d+\.pattern)$/.exec(
    text(call.args[0]),
  );
  if (owner && accepted(call) && !scene.model.raw(`${owner[1]}.type`))
    return `${text(call.args[0])} is set before ${owner[1]}.type`;
}

function arrayGap(call: Call, scene: Scene12): string | undefined {
  if (call.method !== "LMSSetValue" || call.error !== "201") return;
  const name = parseName(text(call.args[0]));
  const gap = name.steps.find(
    ([array, index]) => ARRAYS.includes(parseName(array).generic) && index > scene.model.count(array),
  );
  if (gap) return `${text(call.args[0])} leaves a gap: ${gap[0]} has ${scene.model.count(gap[0])}`;
}

export const RULES: Readonly<Record<string, Rule<Scene12>>> = {
  ...protocol(WORDS),
  "status-unread": statusUnread,
  downgrade,
  "score-range": scoreRange,
  "score-bounds": scoreBounds,
  "suspend-too-long": suspendLength,
  "suspend-not-ascii": suspendCharacters,
  "session-too-long": sessionTime,
  "no-session-time": noSessionTime,
  "left-not-attempted": leftNotAttempted,
  "unfinished-without-suspend": exitUnfinished,
  "exit-logout": logout,
  "verdict-in-review": verdictInReview,
  "id-not-first": idFirst,
  "type-not-first": typeFirst,
  "array-gap": arrayGap,
};
