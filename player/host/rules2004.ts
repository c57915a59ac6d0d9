// The careful reader of SCORM 2004: objections to calls, although the API may have allowed them.
import type { Model2004 } from "./model2004.ts";
import { protocol, type Rule, type Scene, text, type Words } from "./protocol.ts";
import type { Call } from "./record.ts";
import { secondsOf } from "./types2004.ts";

export const WORDS: Words = {
  methods: {
    initialize: "Initialize",
    finish: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    lastError: "GetLastError",
    errorString: "GetErrorString",
    diagnostic: "GetDiagnostic",
  },
  asks: ["GetLastError", "GetErrorString", "GetDiagnostic"],
  missing: "402",
};

export interface Scene2004 extends Scene {
  /** The data model, after the call. */
  model: Model2004;
  /** completion_status and success_status before the call. */
  completion: string;
  success: string;
}

const COMPLETION = "cmi.completion_status";
const SUCCESS = "cmi.success_status";
const VERDICT = /^cmi\.(completion_status|success_status|progress_measure|score\.(scaled|raw|min|max))$/;
const LOWER: Record<string, string[]> = {
  completed: ["incomplete", "not attempted", "unknown"],
  passed: ["failed", "unknown"],
};
/** What Moodle takes for a short identifier, and for the id of an interaction. */
const PORTABLE = /^[A-Za-z0-9_.]{1,250}$/;
const PORTABLE_ID = /^\S+[A-Za-z0-9]$/;

const sets = (call: Call, path: string): boolean => call.method === "SetValue" && call.args[0] === path;
const accepted = (call: Call): boolean => call.method === "SetValue" && call.error === "0";
const finishes = (call: Call): boolean => call.method === "Terminate" && call.error === "0";
const wasSet = (scene: Scene2004, path: string): boolean =>
  scene.earlier.some((call) => accepted(call) && call.args[0] === path);
const readOnly = (scene: Scene2004): boolean => scene.mode !== "normal" || scene.credit === "no-credit";

/** After a refused commit the LMS does not hold for sure what it was told. */
const refusedLast = (scene: Scene2004): boolean =>
  [...scene.earlier].reverse().find((call) => call.method === "Commit")?.error === "391";

function statusUnread(call: Call, scene: Scene2004): string | undefined {
  for (const path of [COMPLETION, SUCCESS]) {
    if (!sets(call, path) || wasSet(scene, path)) continue;
    const read = scene.earlier.some((old) => old.method === "GetValue" && old.args[0] === path);
    if (!read) return `${path} is set without having been read in this launch`;
  }
}

function downgrade(call: Call, scene: Scene2004): string | undefined {
  if (!accepted(call) || refusedLast(scene)) return;
  for (const [path, held] of [
    [COMPLETION, scene.completion],
    [SUCCESS, scene.success],
  ] as const) {
    if (sets(call, path) && LOWER[held]?.includes(text(call.args[1])))
      return `${path} goes down from ${held} to ${text(call.args[1])}`;
  }
}

const ends = (call: Call): boolean => call.error === "0" && ["Commit", "Terminate"].includes(call.method);

function scoreBounds(call: Call, { model }: Scene2004): string | undefined {
  if (!ends(call) || !model.has("cmi.score.raw")) return;
  const [raw, min, max] = ["raw", "min", "max"].map((part) => model.raw(`cmi.score.${part}`));
  if (min === "" || max === "") return "score.raw without score.min and score.max";
  if (Number(raw) < Number(min) || Number(raw) > Number(max)) return `score.raw ${raw} is not from ${min} to ${max}`;
}

/** The measure and the parts of a score say the same. */
function scaledAgrees(call: Call, { model }: Scene2004): string | undefined {
  if (!ends(call) || !model.has("cmi.score.scaled") || !model.has("cmi.score.raw")) return;
  const [raw = 0, min = 0, max = 0] = ["raw", "min", "max"].map((part) => Number(model.raw(`cmi.score.${part}`)));
  const scaled = Number(model.raw("cmi.score.scaled"));
  if (max > min && Math.abs((raw - min) / (max - min) - scaled) > 0.0001)
    return `score.scaled ${scaled} is not score.raw ${raw} of ${min} to ${max}`;
}

/** 1 means completed, and 0 not attempted. */
function progressAgrees(call: Call, scene: Scene2004): string | undefined {
  const { model } = scene;
  if (!ends(call) || !model.has("cmi.progress_measure") || refusedLast(scene)) return;
  const [measure, status] = [Number(model.raw("cmi.progress_measure")), model.raw(COMPLETION)];
  if ((measure === 1) !== (status === "completed")) return `progress_measure ${measure} beside ${COMPLETION} ${status}`;
}

/** What the LMS makes of the measures is what the course has said. */
function contradicted(call: Call, { model }: Scene2004): string | undefined {
  if (!ends(call)) return;
  for (const [path, made] of Object.entries(model.conclusions())) {
    const said = model.raw(path);
    if (made !== "unknown" && made !== said) return `the LMS concludes ${made}, the course has said ${said}`;
  }
}

function suspend(call: Call): string | undefined {
  if (!sets(call, "cmi.suspend_data")) return;
  const value = text(call.args[1]);
  if (value.length > 4096) return `suspend_data has ${value.length} characters: LMSs of older editions cut at 4096`;
  const odd = /[^\x20-\x7e]/.exec(value);
  if (odd) return `suspend_data has ${JSON.stringify(odd[0])} at ${odd.index}: keep to printable ASCII`;
}

function sessionTime(call: Call, scene: Scene2004): string | undefined {
  if (!sets(call, "cmi.session_time") || !accepted(call)) return;
  const claimed = secondsOf(text(call.args[1]));
  if (claimed > scene.wall + 1)
    return `session_time ${text(call.args[1])}, but the session has lasted ${scene.wall.toFixed(1)} s`;
}

function noSessionTime(call: Call, scene: Scene2004): string | undefined {
  if (!finishes(call) || scene.mode !== "normal") return;
  if (!wasSet(scene, "cmi.session_time")) return "Terminate without a session_time";
}

function leftUnsaid(call: Call, scene: Scene2004): string | undefined {
  if (!finishes(call) || readOnly(scene)) return;
  if (["unknown", "not attempted"].includes(scene.completion))
    return "Terminate without a completion_status: an LMS may make it completed";
}

function exitLoses(call: Call, scene: Scene2004): string | undefined {
  if (!finishes(call) || scene.mode !== "normal" || !scene.model.raw("cmi.suspend_data")) return;
  if (scene.model.raw("cmi.exit") !== "suspend")
    return "left without exit suspend: the next launch is a new attempt, without suspend_data and without the status";
}

function logout(call: Call): string | undefined {
  if (sets(call, "cmi.exit") && call.args[1] === "logout") return "exit logout is deprecated";
}

function verdictInReview(call: Call, scene: Scene2004): string | undefined {
  if (call.method !== "SetValue" || !VERDICT.test(text(call.args[0]))) return;
  if (scene.mode !== "normal") return `${text(call.args[0])} is written in ${scene.mode} mode`;
  if (scene.credit === "no-credit") return `${text(call.args[0])} is written although credit is no-credit`;
}

function plainZone(call: Call): string | undefined {
  if (call.method !== "SetValue" || !/\.timestamp$/.test(text(call.args[0]))) return;
  if (/:\d\d(Z|[+-]\d\d(:\d\d)?)$/.test(text(call.args[1])) && !/\.\d+/.test(text(call.args[1])))
    return `${text(call.args[0])} ${text(call.args[1])}: a zone may follow only a fraction of a second`;
}

function portableId(call: Call): string | undefined {
  if (call.method !== "SetValue" || !/^cmi\.interactions\.\d+\.id$/.test(text(call.args[0]))) return;
  if (!PORTABLE_ID.test(text(call.args[1]))) return `${text(call.args[1])}: Moodle refuses this id of an interaction`;
}

const LISTS = ["choice", "matching", "sequencing", "likert"];

function portableResponse(call: Call, { model }: Scene2004): string | undefined {
  const found = /^(cmi\.interactions\.\d+)\.(learner_response|correct_responses\.\d+\.pattern)$/.exec(
    text(call.args[0]),
  );
  if (!found || !accepted(call) || !LISTS.includes(model.raw(`${found[1]}.type`))) return;
  const odd = text(call.args[1])
    .split(/\[[,.]\]/)
    .find((one) => one !== "" && !PORTABLE.test(one));
  if (odd !== undefined) return `${JSON.stringify(odd)}: Moodle takes letters, digits, "_" and "." in an identifier`;
}

export const RULES: Readonly<Record<string, Rule<Scene2004>>> = {
  ...protocol(WORDS),
  "status-unread": statusUnread,
  downgrade,
  "score-bounds": scoreBounds,
  "scaled-not-raw": scaledAgrees,
  "progress-not-status": progressAgrees,
  contradicted,
  "suspend-too-much": suspend,
  "session-too-long": sessionTime,
  "no-session-time": noSessionTime,
  "left-unsaid": leftUnsaid,
  "exit-loses": exitLoses,
  "exit-logout": logout,
  "verdict-in-review": verdictInReview,
  "zone-without-fraction": plainZone,
  "interaction-id": portableId,
  "response-identifier": portableResponse,
};
