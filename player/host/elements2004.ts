// Every element of the SCORM 2004 data model: access and data type (RTE 4.2 and 4.3). An LMS must have them all.
import type { Access } from "./elements.ts";
import * as is from "./types2004.ts";

export interface Element2004 {
  access: Access;
  type: is.RangedType;
}

const row = (access: Access, type: is.RangedType): Element2004 => ({ access, type });

const score = (path: string): Record<string, Element2004> => ({
  [`${path}.scaled`]: row("rw", is.scaled),
  [`${path}.raw`]: row("rw", is.real),
  [`${path}.min`]: row("rw", is.real),
  [`${path}.max`]: row("rw", is.real),
});

/** By generic name: each index is written n. */
export const ELEMENTS: Readonly<Record<string, Element2004>> = {
  "cmi.comments_from_learner.n.comment": row("rw", is.localized4000),
  "cmi.comments_from_learner.n.location": row("rw", is.text250),
  "cmi.comments_from_learner.n.timestamp": row("rw", is.time),
  "cmi.comments_from_lms.n.comment": row("ro", is.localized4000),
  "cmi.comments_from_lms.n.location": row("ro", is.text250),
  "cmi.comments_from_lms.n.timestamp": row("ro", is.time),
  "cmi.completion_status": row("rw", is.completion),
  "cmi.completion_threshold": row("ro", is.measure),
  "cmi.credit": row("ro", is.credit),
  "cmi.entry": row("ro", is.entry),
  "cmi.exit": row("wo", is.exit),
  "cmi.interactions.n.id": row("rw", is.longIdentifier),
  "cmi.interactions.n.type": row("rw", is.interactionType),
  "cmi.interactions.n.objectives.n.id": row("rw", is.longIdentifier),
  "cmi.interactions.n.timestamp": row("rw", is.time),
  "cmi.interactions.n.correct_responses.n.pattern": row("rw", is.text64000),
  "cmi.interactions.n.weighting": row("rw", is.real),
  "cmi.interactions.n.learner_response": row("rw", is.text64000),
  "cmi.interactions.n.result": row("rw", is.result),
  "cmi.interactions.n.latency": row("rw", is.interval),
  "cmi.interactions.n.description": row("rw", is.localized250),
  "cmi.launch_data": row("ro", is.text4000),
  "cmi.learner_id": row("ro", is.longIdentifier),
  "cmi.learner_name": row("ro", is.localized250),
  "cmi.learner_preference.audio_level": row("rw", is.notNegative),
  "cmi.learner_preference.language": row("rw", is.language),
  "cmi.learner_preference.delivery_speed": row("rw", is.notNegative),
  "cmi.learner_preference.audio_captioning": row("rw", is.captioning),
  "cmi.location": row("rw", is.text1000),
  "cmi.max_time_allowed": row("ro", is.interval),
  "cmi.mode": row("ro", is.mode),
  "cmi.objectives.n.id": row("rw", is.longIdentifier),
  ...score("cmi.objectives.n.score"),
  "cmi.objectives.n.success_status": row("rw", is.success),
  "cmi.objectives.n.completion_status": row("rw", is.completion),
  "cmi.objectives.n.progress_measure": row("rw", is.measure),
  "cmi.objectives.n.description": row("rw", is.localized250),
  "cmi.progress_measure": row("rw", is.measure),
  "cmi.scaled_passing_score": row("ro", is.scaled),
  ...score("cmi.score"),
  "cmi.session_time": row("wo", is.interval),
  "cmi.success_status": row("rw", is.success),
  "cmi.suspend_data": row("rw", is.text64000),
  "cmi.time_limit_action": row("ro", is.limitAction),
  "cmi.total_time": row("ro", is.interval),
  "adl.nav.request": row("rw", is.request),
  "adl.nav.request_valid.continue": row("ro", is.valid),
  "adl.nav.request_valid.previous": row("ro", is.valid),
};

/** Generic names of the arrays: the ones that answer _count. */
export const ARRAYS: readonly string[] = [
  "cmi.comments_from_learner",
  "cmi.comments_from_lms",
  "cmi.objectives",
  "cmi.interactions",
  "cmi.interactions.n.objectives",
  "cmi.interactions.n.correct_responses",
];

/** Arrays whose members are named by an id that has to be set first. */
export const NAMED: readonly string[] = ["cmi.objectives", "cmi.interactions"];

/** Generic names that answer _children; the names of what is below each. */
const PARENTS = ["cmi", "cmi.score", "cmi.learner_preference", "cmi.objectives.n.score", ...ARRAYS.slice(0, 4)];

/** The children of a generic name in alphabetical order; undefined when it has none to tell. */
export function childrenOf(generic: string): string[] | undefined {
  if (!PARENTS.includes(generic)) return undefined;
  const inside = ARRAYS.includes(generic) ? `${generic}.n.` : `${generic}.`;
  const below = Object.keys(ELEMENTS).filter((name) => name.startsWith(inside));
  return [...new Set(below.map((name) => name.slice(inside.length).split(".")[0] ?? ""))].sort();
}

/** What the data model holds in a first launch; what is not here has no value yet (403). */
export const START: Readonly<Record<string, string>> = {
  "cmi.completion_status": "unknown",
  "cmi.success_status": "unknown",
  "cmi.learner_id": "learner-1",
  "cmi.learner_name": "Example, Robin",
  "cmi.learner_preference.audio_level": "1",
  "cmi.learner_preference.language": "",
  "cmi.learner_preference.delivery_speed": "1",
  "cmi.learner_preference.audio_captioning": "0",
  "cmi.total_time": "PT0H0M0S",
  "adl.nav.request": "_none_",
  "adl.nav.request_valid.continue": "unknown",
  "adl.nav.request_valid.previous": "unknown",
};
