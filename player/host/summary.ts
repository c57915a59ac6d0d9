// The state of the course as the LMS has it, above the list of calls.
import { byId, make } from "./dom.ts";
import type { ScormHost } from "./host.ts";
import { statementsOf } from "./lines.ts";
import type { Exchange, Launch } from "./server.ts";

const LIMIT = 4096;
type Cell = readonly [name: string, value: string | Node, style?: string | undefined];

const TONES: Record<string, string> = { passed: "good", completed: "good", failed: "bad" };

function show(cells: readonly Cell[]): void {
  byId("summary").replaceChildren(
    ...cells.map(([name, value, style]) =>
      make("div", { class: `cell ${style ?? ""}` }, make("dt", {}, name), make("dd", {}, value || "–")),
    ),
  );
}

/** "0001:02:03.00" as a person writes it: "1:02:03". */
const clock = (timespan: string): string => timespan.replace(/^0+(?=\d)/, "").replace(/\.0+$/, "");

function bar(length: number): Node {
  const percent = Math.min(100, (length * 100) / LIMIT);
  const fill = make("span", { class: "fill", style: `inline-size: ${percent}%` });
  return make(
    "span",
    { class: "suspend" },
    make("span", { class: `meter${length > LIMIT * 0.9 ? " full" : ""}`, "aria-hidden": "true" }, fill),
    ` ${length} of ${LIMIT}`,
  );
}

export function showScorm(host: ScormHost, launch: Launch): void {
  const later = launch.format === "scorm2004";
  const core = (name: string): string => host.model.raw(`cmi.${later ? "" : "core."}${name}`);
  const status = core(later ? "completion_status" : "lesson_status");
  const success = core("success_status");
  const score = core("score.raw");
  show([
    [later ? "Completion" : "Status", status, TONES[status]],
    ...(later ? [["Success", success, TONES[success]] as const] : []),
    ["Score", score && [score, core("score.max") && ` of ${core("score.max")}`].join("")],
    ["Location", core(later ? "location" : "lesson_location")],
    ["Session", clock(core("session_time"))],
    ["Total", clock(core("total_time"))],
    ["Exit", core("exit")],
    ["Attempt", `${launch.attempt}, launch ${launch.launch}`],
    ["Given", [host.mode, host.credit, core("entry") || "no entry"].join(", "), "wide"],
    ["Suspend data", bar(host.model.raw("cmi.suspend_data").length), "wide"],
  ]);
}

const short = (iri: string): string => iri.split("/").pop() ?? iri;

export function showXapi(exchanges: readonly Exchange[], launch: Launch): void {
  const taken = exchanges.filter((one) => one.status < 300);
  const statements = taken.flatMap(statementsOf);
  const verbs = statements.map((one) => short(one.verb.id));
  const last = (...words: string[]): string => verbs.filter((verb) => words.includes(verb)).pop() ?? "";
  const scored = statements
    .filter((one) => one.result?.score && /\/(passed|failed|completed)$/.test(one.verb.id))
    .pop();
  const states = taken.filter((one) => one.path === "/activities/state" && one.method !== "GET");
  const success = last("passed", "failed");
  show([
    ["Completion", last("completed"), TONES[last("completed")]],
    ["Success", success, TONES[success]],
    ["Score", String(scored?.result?.score?.raw ?? scored?.result?.score?.scaled ?? "")],
    ["Statements", String(statements.length)],
    ["Last verb", verbs[verbs.length - 1] ?? ""],
    ["Attempt", `${launch.attempt}, launch ${launch.launch}`],
    ["State", states.length ? `${states[states.length - 1]?.sent.length} characters` : ""],
  ]);
}

export function showWeb(): void {
  show([["LMS", "none: the package has no manifest"]]);
}
