// A strict SCORM 2004 run-time: the API object of one launch (RTE 3.1), and what an LMS concludes by itself.
import { type Answer, type Options, ScormHost } from "./host.ts";
import { Model2004 } from "./model2004.ts";
import { objections, type Phase, type Words } from "./protocol.ts";
import type { Call } from "./record.ts";
import { RULES, WORDS } from "./rules2004.ts";
import { intervalOf, secondsOf } from "./types2004.ts";

const ERRORS: Record<string, string> = {
  "0": "No Error",
  "101": "General Exception",
  "102": "General Initialization Failure",
  "103": "Already Initialized",
  "104": "Content Instance Terminated",
  "111": "General Termination Failure",
  "112": "Termination Before Initialization",
  "113": "Termination After Termination",
  "122": "Retrieve Data Before Initialization",
  "123": "Retrieve Data After Termination",
  "132": "Store Data Before Initialization",
  "133": "Store Data After Termination",
  "142": "Commit Before Initialization",
  "143": "Commit After Termination",
  "201": "General Argument Error",
  "301": "General Get Failure",
  "351": "General Set Failure",
  "391": "General Commit Failure",
  "401": "Undefined Data Model Element",
  "402": "Unimplemented Data Model Element",
  "403": "Data Model Element Value Not Initialized",
  "404": "Data Model Element Is Read Only",
  "405": "Data Model Element Is Write Only",
  "406": "Data Model Element Type Mismatch",
  "407": "Data Model Element Value Out Of Range",
  "408": "Data Model Dependency Not Established",
};
/** Outside a session: by method, before it and after it. */
const OUTSIDE: Partial<Record<keyof Words["methods"], Readonly<Partial<Record<Phase, string>>>>> = {
  initialize: { open: "103", done: "104" },
  finish: { new: "112", done: "113" },
  get: { new: "122", done: "123" },
  set: { new: "132", done: "133" },
  commit: { new: "142", done: "143" },
};
const EMPTY = ["initialize", "finish", "commit"];
const COMPLETION = "cmi.completion_status";
const SUCCESS = "cmi.success_status";

const isDone = (stored: Readonly<Record<string, string>>): boolean =>
  stored[COMPLETION] === "completed" || ["passed", "failed"].includes(stored[SUCCESS] ?? "");

export class Scorm2004Host extends ScormHost {
  readonly model: Model2004;
  protected readonly refusedCommit = "391";

  constructor(options: Options) {
    super(options, WORDS, isDone(options.stored));
    const { "cmi.exit": _exit, "cmi.session_time": _time, ...stored } = options.stored;
    this.model = new Model2004({ ...stored, ...this.launchValues() });
  }

  /** Elements about which the manifest and the switches say nothing have no value. */
  private launchValues(): Record<string, string> {
    const { manifest, switches, stored } = this.options;
    const first = Object.keys(stored).length === 0;
    const given = {
      "cmi.launch_data": manifest.launchData,
      "cmi.scaled_passing_score": switches.mastery || manifest.mastery,
      "cmi.completion_threshold": switches.threshold || manifest.threshold,
      "cmi.max_time_allowed": manifest.maxTime,
      "cmi.time_limit_action": manifest.limitAction,
    };
    return {
      "cmi.mode": this.mode,
      "cmi.credit": this.credit,
      "cmi.entry": first ? "ab-initio" : stored["cmi.exit"] === "suspend" ? "resume" : "",
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")),
    };
  }

  protected watch(): (call: Call) => Iterable<readonly [string, string]> {
    const { phase, model, calls, last, mode, credit } = this;
    const completion = model.raw(COMPLETION);
    const success = model.raw(SUCCESS);
    return (call) => {
      const wall = this.wall();
      return objections(RULES, call, { phase, completion, success, model, earlier: calls, last, wall, mode, credit });
    };
  }

  protected refusal(method: keyof Words["methods"], args: unknown[]): string {
    const outside = OUTSIDE[method]?.[this.phase];
    if (outside) return outside;
    return EMPTY.includes(method) && args[0] !== "" ? "201" : "";
  }

  protected read(path: unknown): Answer {
    return typeof path === "string" ? this.model.get(path) : { value: "", error: "201" };
  }

  protected write(path: unknown, value: unknown): string {
    if (typeof path !== "string") return "201";
    return typeof value === "string" ? this.model.set(path, value) : "406";
  }

  protected simulates(): boolean {
    return false;
  }

  protected errorText(code: string): string {
    return ERRORS[code] ?? "";
  }

  protected override concluded(): Record<string, string> {
    return this.model.conclusions();
  }

  /** Total time; and what nobody has told, where the manifest leaves that to the LMS (SN, end attempt process). */
  protected lastValues(): Record<string, string> {
    const { model } = this;
    const spent = secondsOf(model.raw("cmi.total_time")) + secondsOf(model.raw("cmi.session_time") || "PT0S");
    const exit = model.raw("cmi.exit");
    return {
      "cmi.exit": exit,
      "cmi.total_time": intervalOf(spent),
      ...(exit === "suspend" ? {} : this.untold()),
      ...this.concluded(),
    };
  }

  private untold(): Record<string, string> {
    const { completionByContent, successByContent } = this.options.manifest;
    const made: Record<string, string> = {};
    if (this.mode !== "normal") return made;
    if (completionByContent !== "true" && this.model.raw(COMPLETION) === "unknown") made[COMPLETION] = "completed";
    if (successByContent !== "true" && this.model.raw(SUCCESS) === "unknown") made[SUCCESS] = "passed";
    for (const [path, word] of Object.entries(made)) this.note(`The LMS makes ${path} ${word}.`);
    return made;
  }
}
