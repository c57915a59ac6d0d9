// A SCORM 1.2 API behind a guard: methods may be missing, throw, or answer with something else than text. Values that
// the LMS already has are not sent again, and elements that it does not know are not asked for twice.
import type { Found } from "./find-api.ts";

const YES = new Set(["true", "1"]);
const NO = new Set(["false", "0"]);
const UNSUPPORTED = new Set(["201", "401", "402", "404"]);
const SESSION_LOST = new Set(["101", "301", ""]);

/** Without these a save is no save, whatever the reason for the refusal. */
const ESSENTIAL = new Set(["cmi.suspend_data", "cmi.core.lesson_status", "cmi.core.score.raw"]);

const FAILED = Symbol("no answer");

/** kept: the LMS has it; unknown: it has no place for it; refused: not this value; lost: it does not listen (any more). */
export type Outcome = "kept" | "unknown" | "refused" | "lost";

export class Lms {
  private readonly sent = new Map<string, string>();
  private readonly unknown = new Set<string>();
  /** Essential values as of the last good commit, and those that a commit lost since. */
  private readonly confirmed = new Map<string, string>();
  private readonly doubtful = new Map<string, string>();

  constructor(private readonly found: Found) {}

  initialize(): boolean {
    return this.accepted(this.call("LMSInitialize", ""));
  }

  /** "" for whatever cannot be read. */
  get(element: string): string {
    const value = this.call("LMSGetValue", element);
    return value === FAILED || value === undefined || value === null ? "" : String(value);
  }

  children(element: string): Set<string> {
    return new Set(
      this.get(`${element}._children`)
        .split(",")
        .map((name) => name.trim()),
    );
  }

  put(element: string, value: string): Outcome {
    if (this.unknown.has(element)) return "unknown";
    if (this.accepted(this.call("LMSSetValue", element, value))) return "kept";
    const code = this.lastError();
    console.warn(`The LMS refused ${element} = "${value.slice(0, 80)}" (error ${code || "none"})`);
    if (SESSION_LOST.has(code)) return "lost";
    return UNSUPPORTED.has(code) ? "unknown" : "refused";
  }

  /** Sends a value unless the LMS has it. False means that the learner's progress is not safe. */
  set(element: string, value: string): boolean {
    if (this.sent.get(element) === value) return true;
    const outcome = this.put(element, value);
    if (outcome === "lost") return false;
    if (outcome !== "kept" && ESSENTIAL.has(element)) return false;
    if (outcome === "unknown") this.unknown.add(element);
    this.sent.set(element, value);
    return true;
  }

  /** After a refused commit nobody knows what the LMS still holds: everything is sent again. */
  commit(): boolean {
    const safe = this.accepted(this.call("LMSCommit", ""));
    for (const element of ESSENTIAL) {
      const value = this.sent.get(element);
      if (value === undefined) continue;
      if (safe) this.holds(element, value);
      else if (this.confirmed.get(element) !== value) this.doubtful.set(element, value);
    }
    if (!safe) this.sent.clear();
    return safe;
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
      const other = this.aside(element, value);
      if (other !== undefined) this.put(element, other);
    }
    if (!this.commit()) return false;
    this.doubtful.clear();
    return true;
  }

  /** Harmless should it be the last that the LMS hears: what was earned stays, and no score becomes a pass. */
  private aside(element: string, value: string): string | undefined {
    if (element === "cmi.core.lesson_status" && value === "passed") return "completed";
    if (element === "cmi.core.score.raw") return neighbour(Number(value));
    return this.confirmed.get(element);
  }

  finish(): void {
    this.call("LMSFinish", "");
  }

  private lastError(): string {
    const code = this.call("LMSGetLastError");
    return code === FAILED || code === undefined || code === null ? "" : String(code);
  }

  private accepted(answer: unknown): boolean {
    const text = String(answer ?? "").toLowerCase();
    if (YES.has(text)) return true;
    if (answer === FAILED || NO.has(text)) return false;
    const code = this.lastError();
    return code === "0" || code === "";
  }

  private call(method: string, ...values: string[]): unknown {
    const { api, home } = this.found;
    try {
      // The LMS went away: its window was closed, or shows something else. Old functions may still answer, and mean nothing.
      if (home.closed || !home.API) return FAILED;
      const run = api[method];
      if (typeof run !== "function") return method === "LMSFinish" ? "true" : FAILED;
      return (run as (...values: string[]) => unknown).apply(api, values);
    } catch (error) {
      console.warn(`${method}: ${String(error)}`);
      return FAILED;
    }
  }
}

/** A score one hundredth lower; for 0 one hundredth higher. */
function neighbour(score: number): string {
  const hundredths = Math.round(score * 100);
  return String((hundredths > 0 ? hundredths - 1 : 1) / 100);
}
