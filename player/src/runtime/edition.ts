// What the editions of SCORM call the same things: the API, its methods, its error codes, and the elements that all of them have.

export interface Edition {
  /** The global variable that an LMS hangs its API on. */
  readonly api: "API" | "API_1484_11";
  readonly methods: Readonly<Record<"initialize" | "finish" | "get" | "set" | "commit" | "lastError", string>>;
  /** Error codes: the LMS has no place for this element; it does not listen (any more). */
  readonly unsupported: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
  /** Of those: no session was opened on this API. */
  readonly unopened: ReadonlySet<string>;
  /** Elements. Without the essential ones a save is no save, whatever the reason for the refusal. */
  readonly essential: ReadonlySet<string>;
  readonly learner: string;
  readonly mode: string;
  readonly credit: string;
  readonly entry: string;
  readonly exit: string;
  readonly location: string;
  readonly score: string;
  readonly time: string;
  readonly longestLocation: number;
  duration(ms: number): string;
  /**
   * What an element may hold for a moment while `value` is in doubt, harmless should it be the last that the LMS hears: what was
   * earned stays, and no score becomes a pass. undefined: what it held before.
   */
  aside(element: string, value: string): string | undefined;
}

/** A score one hundredth lower (one part in `parts`); for 0 one higher. */
export function neighbour(score: string, parts: number): string {
  const whole = Math.round(Number(score) * parts);
  return String((whole > 0 ? whole - 1 : 1) / parts);
}
