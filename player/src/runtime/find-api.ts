// Finds the SCORM API: own window, its parents, then the opener and its parents. Any of them may belong to another
// origin, where each look throws; that ends one way up, never the search. `window.top` is not touched, because an LMS
// may itself sit in somebody else's frame.

import type { Edition } from "./edition.ts";

const HIGHEST = 50;

export type Api = Record<string, unknown>;

/** The part of Window that the search needs. */
export interface Frame {
  readonly closed?: boolean;
  readonly API?: unknown;
  readonly API_1484_11?: unknown;
  readonly parent?: Frame | null;
  readonly opener?: Frame | null;
}

function attempt<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

function apiOf(frame: Frame, { api: name, methods }: Edition): Api | null {
  const api = attempt(() => frame[name]);
  const usable = (typeof api === "object" && api !== null) || typeof api === "function";
  return usable && attempt(() => typeof (api as Api)[methods.initialize] === "function") ? (api as Api) : null;
}

/** The API and the window that it lives in: when that one closes, the API may still answer, and mean nothing. */
export interface Found {
  api: Api;
  home: Frame;
}

function climb(start: Frame | null, edition: Edition): Found | null {
  let frame = start;
  for (let height = 0; frame && height < HIGHEST; height++) {
    const here: Frame = frame;
    const api = apiOf(here, edition);
    if (api) return { api, home: here };
    const parent = attempt(() => here.parent) ?? null;
    frame = parent === here ? null : parent;
  }
  return null;
}

/** The opener of the course's own window, or of a window above it (a course in a frame of a pop-up). */
function openers(start: Frame): Frame[] {
  const found: Frame[] = [];
  let frame: Frame | null = start;
  for (let height = 0; frame && height < HIGHEST; height++) {
    const here: Frame = frame;
    const opener = attempt(() => here.opener);
    if (opener) found.push(opener);
    const parent: Frame | null = attempt(() => here.parent) ?? null;
    frame = parent === here ? null : parent;
  }
  return found;
}

export function findApi(start: Frame, edition: Edition): Found | null {
  for (const from of [start, ...openers(start)]) {
    const found = climb(from, edition);
    if (found) return found;
  }
  return null;
}
