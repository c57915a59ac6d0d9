// How an API may be called, whatever the edition of SCORM: one function per objection.

import { parseName } from "./elements.ts";
import type { Call } from "./record.ts";

export type Phase = "new" | "open" | "done";

/** What an edition calls the methods. */
export interface Words {
  methods: Readonly<
    Record<"initialize" | "finish" | "get" | "set" | "commit" | "lastError" | "errorString" | "diagnostic", string>
  >;
  /** The methods that only ask about an error. */
  asks: readonly string[];
  /** Error code of an element that the LMS does not have. */
  missing: string;
}

export interface Scene {
  phase: Phase;
  /** The call before this one, error functions left out. */
  last: Call | undefined;
  /** Every call of this launch before this one. */
  earlier: readonly Call[];
  /** Seconds since the session was opened. */
  wall: number;
  mode: string;
  credit: string;
}

/** What is wrong with the call, or undefined. */
export type Rule<S extends Scene = Scene> = (call: Call, scene: S) => string | undefined;

export const text = (value: unknown): string => (typeof value === "string" ? value : "");
const tells = (call: Call): string =>
  `${call.method}(${call.args.map((value) => JSON.stringify(value) ?? "undefined").join(", ")})`;

function argumentsOf({ methods }: Words): Record<string, number> {
  const wanted: Record<string, number> = { [methods.set]: 2, [methods.lastError]: 0 };
  for (const name of Object.values(methods)) wanted[name] ??= 1;
  return wanted;
}

/** The objections to calls as such. */
export function protocol(words: Words): Record<string, Rule> {
  const { methods, asks, missing } = words;
  const wanted = argumentsOf(words);
  return {
    "before-initialize": (call, { phase }) =>
      phase === "new" && call.method !== methods.initialize && !asks.includes(call.method)
        ? `${tells(call)} before ${methods.initialize}`
        : undefined,
    "initialized-twice": (call, { phase }) =>
      call.method === methods.initialize && phase !== "new"
        ? `${methods.initialize} a second time in one launch`
        : undefined,
    "after-finish": (call, { phase }) =>
      phase === "done" && !asks.includes(call.method) ? `${tells(call)} after ${methods.finish}` : undefined,
    "argument-count": (call) => {
      const count = wanted[call.method] ?? 0;
      if (call.args.length === count) return;
      return `${call.method} has ${call.args.length} arguments, the standard has ${count}`;
    },
    "not-a-string": (call) => {
      const wrong = call.args.findIndex((value) => typeof value !== "string");
      if (wrong >= 0) return `${tells(call)}: argument ${wrong + 1} is not a string`;
    },
    "argument-not-empty": (call) => {
      if (![methods.initialize, methods.finish, methods.commit].includes(call.method)) return;
      if (call.args.length === 1 && call.args[0] !== "") return `${tells(call)}: the argument must be ""`;
    },
    "last-error-without-refusal": (call, { last }) => {
      if (call.method !== methods.lastError) return;
      // An empty answer to a question may or may not be a refusal: asking is right there.
      if (last && last.error === "0" && !(last.method === methods.get && last.result === "")) {
        return `${methods.lastError} although ${last.method} had answered ${JSON.stringify(last.result)}`;
      }
    },
    "keeps-asking": (call, { earlier }) => {
      if (call.error !== missing) return;
      const generic = (one: Call): string => parseName(text(one.args[0])).generic;
      const asked = earlier.some((old) => old.error === missing && generic(old) === generic(call));
      if (asked) return `${generic(call)} again, after the LMS had said ${missing}: not implemented`;
    },
  };
}

export function* objections<S extends Scene>(
  rules: Readonly<Record<string, Rule<S>>>,
  call: Call,
  scene: S,
): Iterable<readonly [code: string, text: string]> {
  for (const [code, rule] of Object.entries(rules)) {
    const objection = rule(call, scene);
    if (objection) yield [code, objection];
  }
}
