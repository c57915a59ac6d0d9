// Interactions in SCORM 1.2, journal style: each try gets an index of its own, nothing is overwritten.
import { timeOfDay, timespan } from "../clock.ts";
import { inPoints } from "../scoring.ts";
import type { Lms, Outcome } from "./lms.ts";
import type { Numbered } from "./runtime.ts";

/** CMIIdentifier: letters, digits, "-" and "_". */
export function identifier(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 255);
}

function fields(told: Numbered): [string, string | null][] {
  const { type, objective, at, pattern, score, response, outcome, latency } = told;
  return [
    ["type", type],
    ["objectives.0.id", objective ? identifier(objective) : null],
    ["time", timeOfDay(at)],
    ["correct_responses.0.pattern", pattern?.scorm12 ?? null],
    ["weighting", score && String(inPoints(score.possible))],
    ["student_response", response.scorm12],
    ["result", outcome],
    ["latency", latency === null ? null : timespan(latency)],
  ];
}

/** An interaction is a detail: a refused field is left out, and a refused id drops the interaction. */
export function writeInteraction(lms: Lms, told: Numbered): Outcome {
  const place = `cmi.interactions.${told.index}`;
  const first = lms.put(`${place}.id`, identifier(told.id));
  if (first !== "kept") return first;
  for (const [field, value] of fields(told)) {
    if (value !== null && value.length <= 255) lms.put(`${place}.${field}`, value);
  }
  return first;
}
