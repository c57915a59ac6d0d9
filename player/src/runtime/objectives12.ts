// What SCORM 1.2 is told of an objective: cmi.objectives.n (RTE 3.4.2).
import type { ObjectiveResult } from "../rules.ts";
import { percentText, reaches } from "../scoring.ts";
import { identifier } from "./interactions12.ts";

/** The id first: without it an LMS takes nothing else. */
export function objectiveFields({ id, score, mark }: ObjectiveResult, settled: boolean): [string, string][] {
  const named: [string, string] = ["id", identifier(id)];
  if (score === null) return [named, ["status", "not attempted"]];
  const reached = mark !== null && reaches(score, mark);
  const status = mark === null ? "completed" : reached ? "passed" : settled ? "failed" : "incomplete";
  return [named, ["score.min", "0"], ["score.max", "100"], ["score.raw", percentText(score)], ["status", status]];
}
