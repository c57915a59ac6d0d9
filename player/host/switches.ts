// How this LMS behaves: the query parameters of the host page.

export interface Switches {
  /** The mark that the LMS judges by, or "" for what the manifest says: mastery score (1.2), scaled passing score (2004). */
  mastery: string;
  /** SCORM 2004: the completion threshold, likewise. */
  threshold: string;
  /** SCORM 1.2, Moodle at LMSFinish: normal mode, credit, mastery and raw score there -> the status is forced to passed or failed. */
  masteryOverride: boolean;
  mode: "normal" | "browse" | "review";
  credit: "credit" | "no-credit";
  /** The next N commits answer "false". */
  failCommits: number;
  /** Every API method throws. */
  throws: boolean;
  /** There is no LMSFinish, or Terminate, on the API object. */
  noFinish: boolean;
  /** SCORM 1.2, false: optional elements answer 401 and are missing from _children. */
  optional: boolean;
  /** As Moodle: scores and counts come back as numbers. */
  numbers: boolean;
  /** Where the API is: in the parent of the frame, or in the opener of a window. */
  api: "parent" | "opener";
  /** As Moodle: re-entry after passed, completed or failed is review without credit. */
  reviewAfterDone: boolean;
  /** No inspector, the course fills the page. */
  bare: boolean;
  /** Nothing can be stored, from the start. */
  offline: boolean;
  /** How the xAPI side answers: the next N requests fail, the next N answers get lost, milliseconds to wait. */
  lrs: { offline?: boolean; fail?: number; lose?: number; slow?: number };
}

const oneOf = <T extends string>(value: string | null, first: T, ...others: T[]): T =>
  others.find((word) => word === value) ?? first;

/** Reads "?mastery=80&failCommits=2"; what is not there has its ordinary value. */
export function readSwitches(query: string): Switches {
  const given = new URLSearchParams(query);
  const on = (name: string): boolean => given.get(name) === "1";
  const mode = oneOf(given.get("mode"), "normal", "browse", "review");
  return {
    mastery: given.get("mastery") ?? "",
    threshold: given.get("threshold") ?? "",
    masteryOverride: on("masteryOverride"),
    mode,
    credit: oneOf(given.get("credit"), mode === "normal" ? "credit" : "no-credit", "credit", "no-credit"),
    failCommits: Number(given.get("failCommits") ?? "0") || 0,
    throws: on("throws"),
    noFinish: on("noFinish"),
    optional: given.get("optional") !== "0",
    numbers: on("numbers"),
    api: oneOf(given.get("api"), "parent", "opener"),
    reviewAfterDone: on("reviewAfterDone"),
    bare: on("bare"),
    offline: on("offline"),
    lrs: readLrs(given),
  };
}

function readLrs(given: URLSearchParams): Switches["lrs"] {
  const lrs: Switches["lrs"] = given.has("offline") ? { offline: given.get("offline") === "1" } : {};
  for (const name of ["fail", "lose", "slow"] as const) {
    if (given.has(name)) lrs[name] = Number(given.get(name)) || 0;
  }
  return lrs;
}
