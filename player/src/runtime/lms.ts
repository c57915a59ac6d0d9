// A SCORM API behind a guard: methods may be missing, throw, or answer with something else than text. Values that
// the LMS already has are not sent again, and elements that it does not know are not asked for twice.
import type { Edition } from "./edition.ts";
import type { Api, Found } from "./find-api.ts";

const YES = new Set(["true", "1"]);
const NO = new Set(["false", "0"]);

/** What changes a session, and so must never reach another one. */
const WRITING: ReadonlySet<keyof Edition["methods"]> = new Set(["set", "commit", "finish"] as const);
const FAILED = Symbol("no answer");

/** kept: the LMS has it; unknown: it has no place for it; refused: not this value; lost: it does not listen (any more). */
export type Outcome = "kept" | "unknown" | "refused" | "lost";

export class Lms {
  private readonly sent = new Map<string, string>();
  private readonly unknown = new Set<string>();
  /** Essential values as of the last good commit, and those that a commit lost since. */
  private readonly confirmed = new Map<string, string>();
  private readonly doubtful = new Map<string, string>();
  /** The API knows of no session, or is not the one that opened this one: the LMS has begun anew. */
  asleep = false;
  /** Whose session this is. Another API's may be another course's, or another learner's. */
  private opened: Api | null = null;

  constructor(
    private readonly found: Found,
    private readonly edition: Edition,
  ) {}

  initialize(): boolean {
    const began = this.accepted(this.call("initialize", ""));
    if (began) this.take();
    return began;
  }

  /** From now on the API that hangs there is the one of this session. */
  take(): void {
    this.opened = this.gone ? null : this.api(this.edition.methods.set);
  }

  /** Whether this is what the LMS held of an element for sure: then the session behind the API is the same. */
  held(element: string, value: string): boolean {
    return value !== "" && this.confirmed.get(element) === value;
  }

  /** "" for whatever cannot be read. */
  get(element: string): string {
    const value = this.call("get", element);
    return value === FAILED || value === undefined || value === null ? "" : String(value);
  }

  children(element: string): Set<string> {
    return new Set(
      this.get(`${element}._children`)
        .split(",")
        .map((name) => name.trim()),
    );
  }

  /** Members of an array; null when it does not say, or says what cannot be. */
  count(element: string, most: number): number | null {
    const count = this.get(`${element}._count`).trim();
    return /^\d+$/.test(count) && Number(count) <= most ? Number(count) : null;
  }

  put(element: string, value: string): Outcome {
    if (this.unknown.has(element)) return "unknown";
    if (this.accepted(this.call("set", element, value))) return "kept";
    const code = this.lastError();
    console.warn(`The LMS refused ${element} = "${value.slice(0, 80)}" (error ${code || "none"})`);
    this.asleep ||= this.edition.unopened.has(code);
    if (this.edition.lost.has(code)) return "lost";
    return this.edition.unsupported.has(code) ? "unknown" : "refused";
  }

  /** A member of an array, its id first. It is a detail: a refused or too long field is left out, and a refused id drops the whole. */
  append(place: string, id: string, fields: readonly [string, string | null][], longest: number): Outcome {
    const first = this.put(`${place}.id`, id);
    if (first !== "kept") return first;
    for (const [field, value] of fields) {
      if (value !== null && value.length <= longest) this.put(`${place}.${field}`, value);
    }
    return first;
  }

  /** Sends a value unless the LMS has it. False means that the learner's progress is not safe. */
  set(element: string, value: string): boolean {
    if (this.sent.get(element) === value) return true;
    const outcome = this.put(element, value);
    if (outcome === "lost") return false;
    if (outcome !== "kept" && this.edition.essential.has(element)) return false;
    if (outcome === "unknown") this.unknown.add(element);
    this.sent.set(element, value);
    return true;
  }

  /** After a refused commit nobody knows what the LMS still holds: everything is sent again. */
  commit(): boolean {
    const safe = this.accepted(this.call("commit", ""));
    for (const element of this.edition.essential) {
      const value = this.sent.get(element);
      if (value === undefined) continue;
      if (safe) this.holds(element, value);
      else if (this.confirmed.get(element) !== value) this.doubtful.set(element, value);
    }
    if (safe) return true;
    this.asleep ||= this.edition.unopened.has(this.lastError());
    this.sent.clear();
    return false;
  }

  /** A new session: nothing counts as told in it. */
  awake(): void {
    this.asleep = false;
    this.sent.clear();
    this.doubtful.clear();
  }

  /** The LMS went away: its window was closed, or shows something else. Old functions may still answer, and mean nothing. */
  get gone(): boolean {
    try {
      return this.found.home.closed === true || !this.found.home[this.edition.api];
    } catch {
      return true;
    }
  }

  /** What the LMS holds for sure. */
  holds(element: string, value: string): void {
    this.confirmed.set(element, value);
  }

  /**
   * Some LMSs, Moodle among them, send only what differs from their last commit, even when that one never arrived: sent
   * again, a value is no difference. So what is in doubt takes another value first, and can go forward from there.
   */
  stepAside(): boolean {
    if (this.doubtful.size === 0) return true;
    for (const [element, value] of this.doubtful) {
      this.sent.delete(element);
      const other = this.edition.aside(element, value) ?? this.confirmed.get(element);
      if (other !== undefined) this.put(element, other);
    }
    if (!this.commit()) return false;
    this.doubtful.clear();
    return true;
  }

  finish(): void {
    this.call("finish", "");
  }

  private lastError(): string {
    const code = this.call("lastError");
    return code === FAILED || code === undefined || code === null ? "" : String(code);
  }

  private accepted(answer: unknown): boolean {
    const text = String(answer ?? "").toLowerCase();
    if (YES.has(text)) return true;
    if (answer === FAILED || NO.has(text)) return false;
    const code = this.lastError();
    return code === "0" || code === "";
  }

  /** The one that hangs there now: a window that was loaded again has another. */
  private api(method: string): Api {
    const now = this.found.home[this.edition.api] as Api;
    return typeof now[method] === "function" ? now : this.found.api;
  }

  private call(name: keyof Edition["methods"], ...values: string[]): unknown {
    const method = this.edition.methods[name];
    try {
      if (this.gone) return FAILED;
      const api = this.api(method);
      if (WRITING.has(name) && api[method] !== this.opened?.[method]) {
        this.asleep = true;
        return FAILED;
      }
      const run = api[method];
      if (typeof run !== "function") return name === "finish" ? "true" : FAILED;
      return (run as (...values: string[]) => unknown).apply(api, values);
    } catch (error) {
      console.warn(`${method}: ${String(error)}`);
      return FAILED;
    }
  }
}
