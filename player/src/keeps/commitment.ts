// What a learner means to do, and until when. It is told to the LMS when the learner says so, not before.
import type { KeepData } from "../course.ts";
import { writeNumber } from "../digits.ts";
import type { Interaction, Wording } from "../interactions.ts";
import { lettered, readPicks, writePicks } from "../questions/picks.ts";
import type { KeepType } from "./type.ts";

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2020, 0, 1);
/** The end of the year 9999, as far as a date field goes. */
const LAST_DAY = 2_914_635;

export interface Commitment {
  /** Told to the LMS. */
  made: boolean;
  /** "2027-01-31", or "". */
  day: string;
  items: number[];
}

/** A number that says whether it was made, one for the day (days since 2020-01-01 and one; 0 is none), and the items. */
export function writeCommitment({ made, day, items }: Commitment): string {
  if (!made && day === "" && items.length === 0) return "";
  const days = day === "" ? 0 : (Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY + 1;
  return writeNumber(Number(made)) + writeNumber(Number.isInteger(days) && days > 0 ? days : 0) + writePicks(items);
}

export function readCommitment(response: string): Commitment {
  // The first two are numbers like the picks; only they come first, and are not sorted.
  const [made = 0, days = 0, ...items] = readPicks(response);
  const day = days === 0 || days > LAST_DAY ? "" : new Date(FIRST_DAY + (days - 1) * DAY).toISOString().slice(0, 10);
  return { made: made === 1, day, items };
}

export const commitment: KeepType = {
  name: "commitment",
  prune(keep, response) {
    const kept = readCommitment(response);
    return writeCommitment({ ...kept, items: kept.items.filter((n) => keep.items?.includes(n)) });
  },
};

/** Two interactions, because no grammar has room for both: what, and until which day. Nothing in them is right or wrong. */
export function told(keep: KeepData, { items, day }: Commitment): Interaction[] {
  const what = { scorm12: lettered(items), xapi: items.join("[,]") };
  const until = { scorm12: day, xapi: day };
  return [interaction(keep, "choice", "", what), interaction(keep, "fill-in", "-date", until)];
}

function interaction(keep: KeepData, type: string, part: "" | "-date", response: Wording): Interaction {
  return {
    id: `commitment-${keep.id}${part}`,
    type,
    activity: `commitment/${keep.n}${part}`,
    parent: null,
    response,
    patterns: [],
    outcome: "neutral",
    score: null,
    confidence: 0,
    objective: "",
    at: new Date(),
    latency: null,
  };
}
