// A strict SCORM 1.2 run-time: the API object of one launch (RTE 3.3).
import { formatTimespan, seconds } from "./datatypes.ts";
import { type Answer, type Options, ScormHost } from "./host.ts";
import { Model } from "./model.ts";
import { objections, type Words } from "./protocol.ts";
import { type Call, errorText } from "./record.ts";
import { RULES, WORDS } from "./rules.ts";

const DONE = ["passed", "completed", "failed"];

export class Scorm12Host extends ScormHost {
  readonly model: Model;
  protected readonly refusedCommit = "101";

  constructor(options: Options) {
    super(options, WORDS, DONE.includes(options.stored["cmi.core.lesson_status"] ?? ""));
    this.model = new Model({ ...options.stored, ...this.launchValues() }, options.switches.optional);
  }

  private launchValues(): Record<string, string> {
    const { manifest, switches, stored } = this.options;
    const exit = stored["cmi.core.exit"] ?? "";
    const first = Object.keys(stored).length === 0;
    return {
      "cmi.core.credit": this.credit,
      "cmi.core.lesson_mode": this.mode,
      "cmi.core.entry": first ? "ab-initio" : exit === "suspend" ? "resume" : "",
      "cmi.core.exit": "",
      "cmi.core.session_time": "",
      "cmi.launch_data": manifest.launchData,
      "cmi.student_data.mastery_score": switches.mastery || manifest.mastery,
      "cmi.student_data.max_time_allowed": manifest.maxTime,
      "cmi.student_data.time_limit_action": manifest.limitAction,
    };
  }

  protected watch(): (call: Call) => Iterable<readonly [string, string]> {
    const { phase, model, calls, last, mode, credit } = this;
    const status = model.raw("cmi.core.lesson_status");
    return (call) =>
      objections(RULES, call, { phase, status, model, earlier: calls, last, wall: this.wall(), mode, credit });
  }

  protected refusal(method: keyof Words["methods"], args: unknown[]): string {
    if (WORDS.asks.includes(WORDS.methods[method])) return "";
    const empty = method === "get" || method === "set" || args[0] === "";
    if (method === "initialize") return !empty ? "201" : this.phase === "new" ? "" : "101";
    if (this.phase !== "open") return "301";
    return empty ? "" : "201";
  }

  protected read(path: unknown): Answer {
    return typeof path === "string" ? this.model.get(path) : { value: "", error: "201" };
  }

  protected write(path: unknown, value: unknown): string {
    if (typeof path !== "string") return "201";
    return typeof value === "string" ? this.model.set(path, value) : "405";
  }

  /** 401 comes from the switch only: this host knows every element. */
  protected simulates(error: string): boolean {
    return error === "401";
  }

  protected errorText(code: string): string {
    return errorText(code);
  }

  /** What an LMS does by itself at the end: total time, status. */
  protected lastValues(): Record<string, string> {
    const { model } = this;
    const spent = seconds(model.raw("cmi.core.total_time")) + seconds(model.raw("cmi.core.session_time") || "00:00:00");
    const status = this.lastStatus();
    // Said again although it may be unset: what an earlier session left there is over.
    const exit = model.raw("cmi.core.exit");
    return {
      "cmi.core.exit": exit,
      "cmi.core.total_time": formatTimespan(spent),
      ...(status ? { "cmi.core.lesson_status": status } : {}),
    };
  }

  private lastStatus(): string {
    const status = this.model.raw("cmi.core.lesson_status");
    const raw = this.model.raw("cmi.core.score.raw");
    const mastery = this.model.raw("cmi.student_data.mastery_score");
    if (this.options.switches.masteryOverride && this.mode === "normal" && this.credit === "credit" && mastery && raw) {
      const verdict = Number(raw) >= Number(mastery) ? "passed" : "failed";
      if (verdict !== status) this.note(`The LMS makes ${status} ${verdict}: score ${raw}, mastery score ${mastery}.`);
      return verdict;
    }
    if (status !== "not attempted" || this.mode !== "normal") return "";
    this.note("The LMS makes not attempted completed.");
    return "completed";
  }
}
