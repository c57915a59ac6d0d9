// No LMS: the course can be read and tried, nothing is recorded, and the page says so.
import type { Ears, Runtime, TroubleKey } from "./runtime.ts";

export function webRuntime(ears: Ears, reason: TroubleKey = "notice.no-lms", again?: () => void): Runtime {
  return {
    forgets: true,
    async start() {
      ears.trouble(reason, again);
      return { suspend: "", readOnly: false, interactions: null };
    },
    record: () => undefined,
    hidden: () => undefined,
    frozen: () => undefined,
    woken: () => undefined,
    finish: () => undefined,
  };
}
