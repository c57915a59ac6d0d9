// The way through a scenario: the number of each decision taken, in order. It never holds a scene twice, so it stays short.
import type { KeepData } from "../course.ts";
import { writeNumber } from "../digits.ts";
import { readPicks } from "../questions/picks.ts";
import type { KeepType } from "./type.ts";

/** A scenario, or a question that scores decisions. */
type Ways = { decisions?: KeepData["decisions"] | undefined };

export interface Taken {
  scene: number;
  decision: number;
  to: number;
}

export function startOf(keep: Ways): number {
  return keep.decisions?.[0]?.[0] ?? 0;
}

/** As far as the scenario still has it. A decision that leads back to a scene of the way is its last. */
export function walk(keep: Ways, decisions: readonly number[]): Taken[] {
  const way: Taken[] = [];
  const visited = new Set<number>();
  let scene = startOf(keep);
  for (const decision of decisions) {
    visited.add(scene);
    const found = keep.decisions?.find(([from, n]) => from === scene && n === decision);
    if (!found) break;
    way.push({ scene, decision, to: found[2] });
    scene = found[2];
    if (visited.has(scene)) break;
  }
  return way;
}

export function writeWay(way: readonly Taken[]): string {
  return way.map(({ decision }) => writeNumber(decision)).join("");
}

export function readWay(keep: Ways, response: string): Taken[] {
  return walk(keep, readPicks(response));
}

export const scenario: KeepType = {
  name: "scenario",
  prune: (keep, response) => writeWay(readWay(keep, response)),
};
