// The tab's own storage.
import type { Shelf } from "./outbox.ts";

/** Even to look at it throws where a browser blocks storage in frames. */
export function tabShelf(): Shelf | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
