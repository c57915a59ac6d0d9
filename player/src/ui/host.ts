// What the parts of a page ask of the player around them.
import type { Interaction } from "../interactions.ts";
import type { Result, Urgency } from "../runtime/runtime.ts";
import type { State } from "../state.ts";
import type { Say } from "./strings.ts";

export interface PageHost {
  say: Say;
  state: State;
  announce(text: string): void;
  /** Progress changed without an answer to be told. */
  changed(urgency: Urgency): void;
  /** Tells what was answered, and the result when an attempt was handed in. */
  answered(interactions: Interaction[], result?: Result): void;
}
