// A strict SCORM 1.2 run-time: the API object of one launch, recording every call (RTE 3.3).
import { formatTimespan, seconds } from "./datatypes.ts";
import { type ErrorCode, Model } from "./model.ts";
import { type Call, errorText, type Note, type Violation } from "./record.ts";
import { ERROR_METHODS, RULES, type Scene } from "./rules.ts";
import type { Switches } from "./switches.ts";

/** What the manifest says about the SCO; "" where it is silent. */
export interface LaunchData {
  mastery: string;
  launchData: string;
  maxTime: string;
  limitAction: string;
}

/** Values to keep: those set since the last commit, and whether the session ended with them. */
export interface Delta {
  set: Record<string, string>;
  finished: boolean;
}

export interface Options {
  switches: Switches;
  manifest: LaunchData;
  /** Values that the store kept from earlier launches of this attempt. */
  stored: Readonly<Record<string, string>>;
  /** Hands values to the store; false when it cannot take them. */
  keep(delta: Delta): boolean;
  /** Milliseconds, from any start. */
  now(): number;
  onRecord?(record: { call?: Call; violation?: Violation; note?: Note }): void;
}

type Result = string | number;
interface Outcome {
  result: Result;
  error: ErrorCode | "throw";
  simulated?: true;
}
export type Method = (...args: unknown[]) => Result;

const DONE = ["passed", "completed", "failed"];
const yes: Outcome = { result: "true", error: "0" };
const no = (error: ErrorCode): Outcome => ({ result: "false", error });

/** Moodle hands scores, _count above 0 and the like out as numbers. */
const asMoodle = (path: string, value: string): Result =>
  value !== "" && /(\.score\.(raw|min|max)|\._count)$/.test(path) && value !== "0" ? Number(value) : value;

export class Scorm12Host {
  readonly calls: Call[] = [];
  readonly violations: Violation[] = [];
  readonly notes: Note[] = [];
  readonly model: Model;
  readonly mode: string;
  readonly credit: string;
  /** The object to hang up as window.API. */
  readonly api: Record<string, Method> = {};
  phase: Scene["phase"] = "new";
  /** Next commits to refuse. */
  failCommits: number;
  offline = false;
  private dead = false;
  private lastError = "0";
  private last: Call | undefined;
  private readonly started: number;
  private initializedAt = 0;

  constructor(private readonly options: Options) {
    const { switches, stored } = options;
    const review = switches.reviewAfterDone && DONE.includes(stored["cmi.core.lesson_status"] ?? "");
    this.mode = review ? "review" : switches.mode;
    this.credit = review ? "no-credit" : switches.credit;
    this.started = options.now();
    this.failCommits = switches.failCommits;
    this.model = new Model({ ...stored, ...this.launchValues() }, switches.optional);
    this.hang();
  }

  /** After a crash of the frame: nothing it still calls is answered or recorded. */
  kill(): void {
    this.dead = true;
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

  private hang(): void {
    const methods: Record<string, (args: unknown[]) => Outcome> = {
      LMSInitialize: (args) => this.initialize(args),
      LMSFinish: (args) => this.finish(args),
      LMSGetValue: (args) => this.getValue(args),
      LMSSetValue: (args) => this.setValue(args),
      LMSCommit: (args) => this.commit(args),
      LMSGetLastError: () => ({ result: this.lastError, error: "0" }),
      LMSGetErrorString: (args) => ({ result: errorText(String(args[0])), error: "0" }),
      LMSGetDiagnostic: (args) => ({ result: errorText(String(args[0] || this.lastError)), error: "0" }),
    };
    for (const [name, run] of Object.entries(methods)) {
      if (name === "LMSFinish" && this.options.switches.noFinish) continue;
      this.api[name] = (...args) => this.call(name, args, run);
    }
  }

  private call(method: string, args: unknown[], run: (args: unknown[]) => Outcome): Result {
    if (this.dead) return "false";
    const { phase } = this;
    const status = this.model.raw("cmi.core.lesson_status");
    const outcome: Outcome = this.options.switches.throws ? { result: "", error: "throw", simulated: true } : run(args);
    const call: Call = { seq: this.calls.length + 1, t: this.elapsed(), method, args, ...outcome };
    this.judge(call, this.scene(phase, status));
    this.record({ ...call, args: args.map(asJson) });
    if (outcome.error === "throw") throw new Error(`${method}: the host was asked to throw`);
    return outcome.result;
  }

  private record(call: Call): void {
    this.calls.push(call);
    this.options.onRecord?.({ call });
    if (ERROR_METHODS.includes(call.method)) return;
    this.last = call;
    this.lastError = call.error;
  }

  private scene(phase: Scene["phase"], status: string): Scene {
    const { model, calls, last, mode, credit } = this;
    return {
      phase,
      status,
      model,
      earlier: calls,
      last,
      wall: (this.options.now() - this.initializedAt) / 1000,
      mode,
      credit,
    };
  }

  private judge(call: Call, scene: Scene): void {
    for (const [code, rule] of Object.entries(RULES)) {
      const text = rule(call, scene);
      if (text) this.object(call, code, text);
    }
  }

  private object(call: Call, code: string, text: string): void {
    const violation = { seq: call.seq, t: call.t, code, text };
    this.violations.push(violation);
    this.options.onRecord?.({ violation });
  }

  private note(text: string): void {
    const note = { t: this.elapsed(), text };
    this.notes.push(note);
    this.options.onRecord?.({ note });
  }

  private elapsed(): number {
    return Math.round(this.options.now() - this.started);
  }

  private initialize(args: unknown[]): Outcome {
    if (args[0] !== "") return no("201");
    if (this.phase !== "new") return no("101");
    this.phase = "open";
    this.initializedAt = this.options.now();
    return yes;
  }

  private getValue(args: unknown[]): Outcome {
    if (this.phase !== "open") return { result: "", error: "301" };
    const [path] = args;
    if (typeof path !== "string") return { result: "", error: "201" };
    const { value, error } = this.model.get(path);
    const result = this.options.switches.numbers ? asMoodle(path, value) : value;
    return { result, error, ...this.simulated(error) };
  }

  private setValue(args: unknown[]): Outcome {
    if (this.phase !== "open") return no("301");
    const [path, value] = args;
    if (typeof path !== "string") return no("201");
    if (typeof value !== "string") return no("405");
    const error = this.model.set(path, value);
    return error === "0" ? yes : { ...no(error), ...this.simulated(error) };
  }

  /** 401 comes from the switch only: this host knows every element. */
  private simulated(error: ErrorCode): { simulated?: true } {
    return error === "401" ? { simulated: true } : {};
  }

  private commit(args: unknown[]): Outcome {
    if (this.phase !== "open") return no("301");
    if (args[0] !== "") return no("201");
    if (this.failCommits > 0) {
      this.failCommits -= 1;
      return { ...no("101"), simulated: true };
    }
    return this.keep(this.model.pending(), false);
  }

  private finish(args: unknown[]): Outcome {
    if (this.phase !== "open") return no("301");
    if (args[0] !== "") return no("201");
    const last = this.lastValues();
    const outcome = this.keep({ ...this.model.pending(), ...last }, true);
    if (outcome.error !== "0") return outcome;
    for (const [path, value] of Object.entries(last)) this.model.put(path, value);
    this.phase = "done";
    return outcome;
  }

  private keep(set: Record<string, string>, finished: boolean): Outcome {
    if (this.offline) return { ...no("101"), simulated: true };
    if (!this.options.keep({ set, finished })) return no("101");
    this.model.committed();
    return yes;
  }

  /** What an LMS does by itself at the end: total time, status. */
  private lastValues(): Record<string, string> {
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

function asJson(value: unknown): unknown {
  const plain = value === null || ["string", "number", "boolean"].includes(typeof value);
  return plain ? value : String(value);
}
