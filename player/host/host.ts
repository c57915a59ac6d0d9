// What every SCORM run-time does here, whatever its edition: answers calls, records each of them, lets the careful reader judge.

import type { Phase, Words } from "./protocol.ts";
import type { Call, Note, Violation } from "./record.ts";
import type { Switches } from "./switches.ts";
import type { Values } from "./values.ts";

/** What the manifest says about the SCO; "" where it is silent. */
export interface LaunchData {
  mastery: string;
  launchData: string;
  maxTime: string;
  limitAction: string;
  threshold: string;
  /** SCORM 2004: "true" where the content tells completion and success, else the LMS decides on what was not told. */
  completionByContent: string;
  successByContent: string;
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

export interface Answer {
  value: string;
  error: string;
}

type Result = string | number;
export interface Outcome {
  result: Result;
  /** Error code; "throw" when the call is to throw. */
  error: string;
  simulated?: true;
}
export type Method = (...args: unknown[]) => Result;
export type Run = (args: unknown[]) => Outcome;

export const yes: Outcome = { result: "true", error: "0" };
export const no = (error: string): Outcome => ({ result: "false", error });

/** Moodle hands scores, _count above 0 and the like out as numbers. */
const asMoodle = (path: string, value: string): Result =>
  value !== "" && /(\.score\.(raw|min|max)|\._count)$/.test(path) && value !== "0" ? Number(value) : value;

export abstract class ScormHost {
  readonly calls: Call[] = [];
  readonly violations: Violation[] = [];
  readonly notes: Note[] = [];
  abstract readonly model: Values;
  readonly mode: string;
  readonly credit: string;
  /** The object to hang up as window.API or window.API_1484_11. */
  readonly api: Record<string, Method> = {};
  phase: Phase = "new";
  /** Next commits to refuse. */
  failCommits: number;
  offline = false;
  protected last: Call | undefined;
  private initializedAt = 0;
  private dead = false;
  private lastError = "0";
  private readonly started: number;

  constructor(
    protected readonly options: Options,
    private readonly words: Words,
    done: boolean,
  ) {
    const { switches } = options;
    const review = switches.reviewAfterDone && done;
    this.mode = review ? "review" : switches.mode;
    this.credit = review ? "no-credit" : switches.credit;
    this.started = options.now();
    this.failCommits = switches.failCommits;
    this.hang();
  }

  /** After a crash of the frame: nothing it still calls is answered or recorded. */
  kill(): void {
    this.dead = true;
  }

  /** Runs `judge` on the call once it has an outcome; what is taken down before shows how things stood. */
  protected abstract watch(): (call: Call) => Iterable<readonly [code: string, text: string]>;
  protected abstract read(path: unknown): Answer;
  /** The error code; "0" when the value is kept. */
  protected abstract write(path: unknown, value: unknown): string;
  /** What an LMS does by itself at the end. */
  protected abstract lastValues(): Record<string, string>;
  protected abstract errorText(code: string): string;
  /** The code of a refusal by a call's argument or by the phase that the session is in; "" to go on. */
  protected abstract refusal(method: keyof Words["methods"], args: unknown[]): string;
  protected abstract readonly refusedCommit: string;
  /** Whether the refusal comes from a switch of the host. */
  protected abstract simulates(error: string): boolean;

  private hang(): void {
    const { methods } = this.words;
    const runs: Record<keyof Words["methods"], Run> = {
      initialize: () => this.initialize(),
      finish: () => this.finish(),
      get: (args) => this.getValue(args),
      set: (args) => this.setValue(args),
      commit: () => this.commit(),
      lastError: () => ({ result: this.lastError, error: "0" }),
      errorString: (args) => ({ result: this.errorText(String(args[0])), error: "0" }),
      diagnostic: (args) => ({ result: this.errorText(String(args[0] || this.lastError)), error: "0" }),
    };
    for (const [key, name] of Object.entries(methods) as [keyof Words["methods"], string][]) {
      if (key === "finish" && this.options.switches.noFinish) continue;
      this.api[name] = (...args) => this.call(key, name, args, runs[key]);
    }
  }

  private call(key: keyof Words["methods"], method: string, args: unknown[], run: Run): Result {
    if (this.dead) return "false";
    const judge = this.watch();
    const outcome = this.outcome(key, args, run);
    const call: Call = { seq: this.calls.length + 1, t: this.elapsed(), method, args, ...outcome };
    for (const [code, text] of judge(call)) this.object(call, code, text);
    this.record({ ...call, args: args.map(asJson) });
    if (outcome.error === "throw") throw new Error(`${method}: the host was asked to throw`);
    return outcome.result;
  }

  private outcome(key: keyof Words["methods"], args: unknown[], run: Run): Outcome {
    if (this.options.switches.throws) return { result: "", error: "throw", simulated: true };
    const refused = this.refusal(key, args);
    if (refused) return { result: key === "get" ? "" : "false", error: refused };
    return run(args);
  }

  private record(call: Call): void {
    this.calls.push(call);
    this.options.onRecord?.({ call });
    if (this.words.asks.includes(call.method)) return;
    this.last = call;
    this.lastError = call.error;
  }

  private object(call: Call, code: string, text: string): void {
    const violation = { seq: call.seq, t: call.t, code, text };
    this.violations.push(violation);
    this.options.onRecord?.({ violation });
  }

  protected note(text: string): void {
    const note = { t: this.elapsed(), text };
    this.notes.push(note);
    this.options.onRecord?.({ note });
  }

  /** Seconds since the session was opened. */
  protected wall(): number {
    return (this.options.now() - this.initializedAt) / 1000;
  }

  private elapsed(): number {
    return Math.round(this.options.now() - this.started);
  }

  private initialize(): Outcome {
    this.phase = "open";
    this.initializedAt = this.options.now();
    return yes;
  }

  private getValue([path]: unknown[]): Outcome {
    const { value, error } = this.read(path);
    const result = this.options.switches.numbers ? asMoodle(String(path), value) : value;
    return { result, error, ...this.mark(error) };
  }

  private setValue([path, value]: unknown[]): Outcome {
    const error = this.write(path, value);
    return error === "0" ? yes : { ...no(error), ...this.mark(error) };
  }

  private mark(error: string): { simulated?: true } {
    return this.simulates(error) ? { simulated: true } : {};
  }

  private commit(): Outcome {
    if (this.failCommits > 0) {
      this.failCommits -= 1;
      return { ...no(this.refusedCommit), simulated: true };
    }
    return this.keep({ ...this.model.pending(), ...this.concluded() }, false);
  }

  /** What the LMS makes of the values by itself, at each commit. */
  protected concluded(): Record<string, string> {
    return {};
  }

  private finish(): Outcome {
    const last = this.lastValues();
    const outcome = this.keep({ ...this.model.pending(), ...last }, true);
    if (outcome.error !== "0") return outcome;
    for (const [path, value] of Object.entries(last)) this.model.put(path, value);
    this.phase = "done";
    return outcome;
  }

  private keep(set: Record<string, string>, finished: boolean): Outcome {
    if (this.offline) return { ...no(this.refusedCommit), simulated: true };
    if (!this.options.keep({ set, finished })) return no(this.refusedCommit);
    this.model.committed();
    return yes;
  }
}

function asJson(value: unknown): unknown {
  const plain = value === null || ["string", "number", "boolean"].includes(typeof value);
  return plain ? value : String(value);
}
