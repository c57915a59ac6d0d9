// Interactions in SCORM 1.2, journal style: each try gets an index of its own, nothing is overwritten.
import { timeOfDay, timespan } from "../clock.ts";
import { inPoints } from "../scoring.ts";
import type { Lms, Outcome } from "./lms.ts";
import type { Numbered } from "./runtime.ts";

const LONGEST = 255;

/** CMIIdentifier: letters, digits, "-" and "_". */
export function identifier(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, LONGEST);
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

export function writeInteraction(lms: Lms, told: Numbered): Outcome {
  return lms.append(`cmi.interactions.${told.index}`, identifier(told.id), fields(told), LONGEST);
}
