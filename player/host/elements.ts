// Every element of the SCORM 1.2 data model: access, whether an LMS must have it, and its data type (RTE 3.4.4).
import * as is from "./datatypes.ts";

export type Access = "ro" | "rw" | "wo";

export interface Element {
  access: Access;
  optional: boolean;
  type: is.DataType;
}

const M = false;
const O = true;
const row = (access: Access, optional: boolean, type: is.DataType): Element => ({ access, optional, type });

/** By generic name: each index is written n. */
export const ELEMENTS: Readonly<Record<string, Element>> = {
  "cmi.core.student_id": row("ro", M, is.identifier),
  "cmi.core.student_name": row("ro", M, is.string255),
  "cmi.core.lesson_location": row("rw", M, is.string255),
  "cmi.core.credit": row("ro", M, is.credit),
  "cmi.core.lesson_status": row("rw", M, is.settableStatus),
  "cmi.core.entry": row("ro", M, is.entry),
  "cmi.core.score.raw": row("rw", M, is.score),
  "cmi.core.score.min": row("rw", O, is.score),
  "cmi.core.score.max": row("rw", O, is.score),
  "cmi.core.total_time": row("ro", M, is.timespan),
  "cmi.core.lesson_mode": row("ro", O, is.mode),
  "cmi.core.exit": row("wo", M, is.exit),
  "cmi.core.session_time": row("wo", M, is.timespan),
  "cmi.suspend_data": row("rw", M, is.string4096),
  "cmi.launch_data": row("ro", M, is.string4096),
  "cmi.comments": row("rw", O, is.string4096),
  "cmi.comments_from_lms": row("ro", O, is.string4096),
  "cmi.objectives.n.id": row("rw", O, is.identifier),
  "cmi.objectives.n.score.raw": row("rw", O, is.score),
  "cmi.objectives.n.score.min": row("rw", O, is.score),
  "cmi.objectives.n.score.max": row("rw", O, is.score),
  "cmi.objectives.n.status": row("rw", O, is.anyStatus),
  "cmi.student_data.mastery_score": row("ro", O, is.score),
  "cmi.student_data.max_time_allowed": row("ro", O, is.timespan),
  "cmi.student_data.time_limit_action": row("ro", O, is.limitAction),
  "cmi.student_preference.audio": row("rw", O, is.audio),
  "cmi.student_preference.language": row("rw", O, is.string255),
  "cmi.student_preference.speed": row("rw", O, is.speed),
  "cmi.student_preference.text": row("rw", O, is.textMode),
  "cmi.interactions.n.id": row("wo", O, is.identifier),
  "cmi.interactions.n.objectives.n.id": row("wo", O, is.identifier),
  "cmi.interactions.n.time": row("wo", O, is.time),
  "cmi.interactions.n.type": row("wo", O, is.interactionType),
  "cmi.interactions.n.correct_responses.n.pattern": row("wo", O, is.string255),
  "cmi.interactions.n.weighting": row("wo", O, is.decimal),
  "cmi.interactions.n.student_response": row("wo", O, is.string255),
  "cmi.interactions.n.result": row("wo", O, is.result),
  "cmi.interactions.n.latency": row("wo", O, is.timespan),
};

/** Generic names of the arrays: the ones that answer _count. */
export const ARRAYS: readonly string[] = [
  "cmi.objectives",
  "cmi.interactions",
  "cmi.interactions.n.objectives",
  "cmi.interactions.n.correct_responses",
];

/** Generic names that answer _children, with their children in the standard's order. */
export const PARENTS: Readonly<Record<string, readonly string[]>> = {
  "cmi.core": [
    "student_id",
    "student_name",
    "lesson_location",
    "credit",
    "lesson_status",
    "entry",
    "score",
    "total_time",
    "lesson_mode",
    "exit",
    "session_time",
  ],
  "cmi.core.score": ["raw", "min", "max"],
  "cmi.objectives": ["id", "score", "status"],
  "cmi.objectives.n.score": ["raw", "min", "max"],
  "cmi.student_data": ["mastery_score", "max_time_allowed", "time_limit_action"],
  "cmi.student_preference": ["audio", "language", "speed", "text"],
  "cmi.interactions": [
    "id",
    "objectives",
    "time",
    "type",
    "correct_responses",
    "weighting",
    "student_response",
    "result",
    "latency",
  ],
};

/** What the data model holds in a first launch; RO values that depend on the launch come from the host. */
export const START: Readonly<Record<string, string>> = {
  "cmi.core.student_id": "learner-1",
  "cmi.core.student_name": "Example, Robin",
  "cmi.core.lesson_location": "",
  "cmi.core.lesson_status": "not attempted",
  "cmi.core.score.raw": "",
  "cmi.core.score.min": "",
  "cmi.core.score.max": "",
  "cmi.core.total_time": "0000:00:00.00",
  "cmi.suspend_data": "",
  "cmi.comments": "",
  "cmi.comments_from_lms": "",
  "cmi.student_preference.audio": "0",
  "cmi.student_preference.language": "",
  "cmi.student_preference.speed": "0",
  "cmi.student_preference.text": "0",
};

const INDEX = /^(0|[1-9]\d*)$/;

export interface Name {
  /** With every index written n. */
  generic: string;
  /** Each array on the way, with the index asked for: [["cmi.interactions", 3]]. */
  steps: readonly (readonly [array: string, index: number])[];
}

/** Takes "cmi.interactions.3.id" apart. */
export function parseName(path: string): Name {
  const generic: string[] = [];
  const steps: [string, number][] = [];
  const parts = path.split(".");
  for (const [at, part] of parts.entries()) {
    const index = INDEX.test(part);
    generic.push(index ? "n" : part);
    if (index) steps.push([parts.slice(0, at).join("."), Number(part)]);
  }
  return { generic: generic.join("."), steps };
}

/** Whether an LMS may lack this element, group or array. */
export function isOptional(generic: string): boolean {
  const element = ELEMENTS[generic];
  if (element) return element.optional;
  return !generic.startsWith("cmi.core");
}
