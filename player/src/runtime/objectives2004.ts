// What SCORM 2004 is told of an objective: cmi.objectives.n, completion and success apart.
import type { ObjectiveResult } from "../rules.ts";
import { percentText, reaches, scaled } from "../scoring.ts";
import { longIdentifier } from "./interactions2004.ts";
import type { Lms } from "./lms.ts";

const MOST = 1000;

/** The id first: without it an LMS takes nothing else. */
export function objectiveFields({ id, score, mark }: ObjectiveResult, settled: boolean): [string, string][] {
  const named: [string, string] = ["id", longIdentifier(id)];
  if (score === null) return [named, ["completion_status", "not attempted"]];
  const reached = mark !== null && reaches(score, mark);
  return [
    named,
    ["score.min", "0"],
    ["score.max", "100"],
    ["score.raw", percentText(score)],
    ["score.scaled", String(scaled(score))],
    ["completion_status", settled || reached || mark === null ? "completed" : "incomplete"],
    ["success_status", mark === null ? "unknown" : reached ? "passed" : settled ? "failed" : "unknown"],
  ];
}

/** Places by id. An LMS may hold objectives of its own, and an id that it has may not be put anywhere else. */
export class Places {
  private readonly taken = new Map<string, number>();
  private next = 0;

  read(lms: Lms): void {
    this.next = lms.count("cmi.objectives", MOST) ?? 0;
    for (let at = 0; at < this.next; at++) this.taken.set(lms.get(`cmi.objectives.${at}.id`), at);
  }

  of(id: string): number {
    const known = this.taken.get(longIdentifier(id)) ?? this.next++;
    this.taken.set(longIdentifier(id), known);
    return known;
  }
}
