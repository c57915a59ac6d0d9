// Interactions in SCORM 2004, journal style as in 1.2. Its grammar of responses is the one that xAPI took over.
import { isoDuration, localTime } from "../clock.ts";
import type { CourseData } from "../course.ts";
import { inPoints } from "../scoring.ts";
import type { Lms, Outcome } from "./lms.ts";
import type { Numbered } from "./runtime.ts";

/** What an LMS must keep, at the least: of a response, and of a description. */
const LONGEST = 4000;
const LONGEST_DESCRIPTION = 250;
/** Right responses that an LMS must keep of a fill-in; of no type does a question have more. */
const MOST_PATTERNS = 5;

/** A long_identifier. Moodle asks for two characters, the last of them a letter or a digit. */
export function longIdentifier(id: string): string {
  return /^.+[A-Za-z0-9]$/.test(id) ? id : `${id}_1`;
}

/** A localized string, without half a character at its end. */
export function localized(text: string, language: string): string {
  const tag = `{lang=${language}}`;
  const cut = text.slice(0, LONGEST_DESCRIPTION - tag.length).replace(/[\uD800-\uDBFF]$/, "");
  return tag + cut;
}

/** Right, wrong, or the points of a response that is right in part. */
function result({ outcome, score }: Numbered): string {
  if (outcome !== "wrong") return outcome;
  return score && score.earned > 0 ? String(inPoints(score.earned)) : "incorrect";
}

function fields(told: Numbered, { descriptions, language }: CourseData): [string, string | null][] {
  const { type, objective, at, patterns, score, response, latency } = told;
  const right = patterns.flatMap(({ xapi }) => xapi ?? []).slice(0, MOST_PATTERNS);
  const asked = descriptions?.[told.activity];
  return [
    ["type", type],
    ["objectives.0.id", objective ? longIdentifier(objective) : null],
    ["timestamp", localTime(at)],
    ...right.map((each, at): [string, string] => [`correct_responses.${at}.pattern`, each]),
    ["weighting", score && String(inPoints(score.possible))],
    ["learner_response", response.xapi],
    ["result", result(told)],
    ["latency", latency === null ? null : isoDuration(latency)],
    ["description", asked ? localized(asked, language) : null],
  ];
}

export function writeInteraction(lms: Lms, told: Numbered, course: CourseData): Outcome {
  return lms.append(`cmi.interactions.${told.index}`, longIdentifier(told.id), fields(told, course), LONGEST);
}
