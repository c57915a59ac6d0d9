// The quick exit, for somebody who must not be seen reading this: a button, or the Shift key three times.
// Not Escape, which people press to close things, and which stops a page from loading.
import { hush } from "./av.ts";
import { byId } from "./dom.ts";
import type { Say } from "./strings.ts";

const PRESSES = 3;
/** Presses further apart than this are no signal. */
const WITHIN = 2000;
const AWAY = "away.html";

export interface Leaving {
  say: Say;
  announce(text: string): void;
  /** Gives the LMS its last words; must not throw. */
  close(): void;
}

export function mountExit(leaving: Leaving): void {
  byId("exit")?.addEventListener("click", () => leave(leaving));
  const presses: number[] = [];
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") {
      presses.length = 0;
      return;
    }
    presses.push(event.timeStamp);
    while (event.timeStamp - (presses[0] ?? 0) > WITHIN) presses.shift();
    if (presses.length >= PRESSES) leave(leaving);
    else if (presses.length > 1) leaving.announce(leaving.say("exit.one"));
  });
}

/** Hides first and waits for a painted frame, because the last words to an LMS may take seconds. */
function leave(leaving: Leaving): void {
  document.documentElement.classList.add("leaving");
  document.title = "";
  hush();
  const go = () => {
    leaving.close();
    location.replace(AWAY);
  };
  requestAnimationFrame(() => setTimeout(go));
}
