// The quick exit, for somebody who must not be seen reading this: a button, or the Shift key three times.
// Not Escape, which people press to close things, and which stops a page from loading.
import { byId } from "./dom.ts";
import { hush } from "./hush.ts";
import type { Say } from "./strings.ts";

const PRESSES = 3;
/** Presses further apart than this are no signal. */
const WITHIN = 2000;
/** A window that is out of sight paints no frame. */
const UNPAINTED = 200;
const AWAY = "away.html";

export interface Leaving {
  say: Say;
  announce(text: string): void;
  /** Gives the LMS its last words. */
  close(): void;
}

/** From the very start, and whatever else fails. */
export function mountExit(leaving: Leaving): void {
  document.documentElement.classList.add("can-leave");
  byId("exit")?.addEventListener("click", () => leave(leaving));
  const listen = counted(leaving);
  const frames = within();
  for (const frame of frames) frame.addEventListener("keydown", listen, true);
  addEventListener("pagehide", () => {
    for (const frame of frames.slice(1)) frame.removeEventListener("keydown", listen, true);
  });
}

/** This window and those around it that may be listened to: after the launch the keyboard is often still in the LMS's own page. */
function within(): Window[] {
  const frames: Window[] = [window];
  try {
    for (let frame: Window = window; frame.parent !== frame; frame = frame.parent) {
      void frame.parent.document;
      frames.push(frame.parent);
    }
  } catch {
    // Another site's: it keeps its keys.
  }
  return frames;
}

function counted(leaving: Leaving): (event: KeyboardEvent) => void {
  const presses: number[] = [];
  return (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") {
      presses.length = 0;
      return;
    }
    const now = performance.now();
    presses.push(now);
    while (now - (presses[0] ?? 0) > WITHIN) presses.shift();
    if (presses.length >= PRESSES) leave(leaving);
    else if (presses.length > 1) leaving.announce(leaving.say("exit.one"));
  };
}

/** Hides first and waits for a painted frame, because the last words to an LMS may take seconds. */
function leave(leaving: Leaving): void {
  if (document.documentElement.classList.contains("leaving")) return;
  document.documentElement.classList.add("leaving");
  document.title = leaving.say("away.title");
  hush();
  let gone = false;
  const go = () => {
    if (gone) return;
    gone = true;
    try {
      leaving.close();
    } catch (error) {
      console.error(error);
    }
    location.replace(byId("exit")?.dataset.away ?? AWAY);
  };
  requestAnimationFrame(() => setTimeout(go));
  setTimeout(go, UNPAINTED);
}
