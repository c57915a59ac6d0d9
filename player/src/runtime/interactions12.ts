// One answer as one SCORM 1.2 interaction, journal style: each try gets an index of its own, nothing is overwritten.
import { timeOfDay, timespan } from "../clock.ts";
import { questionType } from "../questions/index.ts";
import type { Lms, Outcome } from "./lms.ts";
import type { Answer } from "./runtime.ts";

/** CMIIdentifier: letters, digits, "-" and "_". */
function identifier(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 255);
}

function fields({ question, response, right, at, latency }: Answer): [string, string | null][] {
  const type = questionType(question);
  return [
    ["type", type.name],
    ["objectives.0.id", question.objective ? identifier(question.objective) : null],
    ["time", timeOfDay(at)],
    ["correct_responses.0.pattern", type.scorm12(question, type.key(question))],
    ["weighting", String(question.points)],
    ["student_response", type.scorm12(question, response)],
    ["result", right ? "correct" : "wrong"],
    ["latency", latency === null ? null : timespan(latency)],
  ];
}

/** An interaction is a detail: a refused field is left out, and a refused id drops the interaction. */
export function writeInteraction(lms: Lms, answer: Answer): Outcome {
  const place = `cmi.interactions.${answer.index}`;
  const first = lms.put(`${place}.id`, identifier(answer.question.id));
  if (first !== "kept") return first;
  for (const [field, value] of fields(answer)) {
    if (value !== null && value.length <= 255) lms.put(`${place}.${field}`, value);
  }
  return first;
}
