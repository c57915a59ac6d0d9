// Interactions in SCORM 1.2, journal style: each try gets an index of its own, nothing is overwritten.
import { timeOfDay, timespan } from "../clock.ts";
import { inPoints } from "../scoring.ts";
import type { Lms, Outcome } from "./lms.ts";
import type { Numbered } from "./runtime.ts";

/** Of a response, a pattern, and any other text. */
const LONGEST = 255;
/** Interaction words that came with later standards. */
const TYPES: Readonly<Record<string, string>> = { "long-fill-in": "fill-in" };

/** CMIIdentifier: letters, digits, "-" and "_". */
export function identifier(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, LONGEST);
}

function fields(told: Numbered): [string, string | null][] {
  const { type, objective, at, patterns, score, response, outcome, latency } = told;
  const right = patterns.flatMap(({ scorm12 }) => (scorm12 === null || scorm12.length > LONGEST ? [] : [scorm12]));
  return [
    ["type", TYPES[type] ?? type],
    ["objectives.0.id", objective ? identifier(objective) : null],
    ["time", timeOfDay(at)],
    ...right.map((each, at): [string, string] => [`correct_responses.${at}.pattern`, each]),
    ["weighting", score && String(inPoints(score.possible))],
    ["student_response", response.scorm12],
    ["result", outcome],
    ["latency", latency === null ? null : timespan(latency)],
  ];
}

export function writeInteraction(lms: Lms, told: Numbered): Outcome {
  return lms.append(`cmi.interactions.${told.index}`, identifier(told.id), fields(told), LONGEST);
}
