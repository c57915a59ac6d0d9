// A page may be hidden, frozen, or asleep with its computer. None of these need come to an end, and after a long one the LMS may
// have closed its session, or the learner gone on elsewhere.
import { IDLE_CAP } from "../clock.ts";

const LONG = IDLE_CAP / 2;

export interface Sleeper {
  /** The learner did something. */
  touched(): void;
  hidden(): void;
  shown(): void;
  /** The browser stops the page, and may throw it away without another word. */
  frozen(): void;
  /** Somebody is back after a long time. */
  woken(): void;
}

export function watchWaking(sleeper: Sleeper): void {
  // The clock on the wall: the browser's own may stand still while the computer sleeps.
  let last = Date.now();
  const sign = () => {
    const away = Date.now() - last > LONG;
    last = Date.now();
    if (away) sleeper.woken();
  };
  for (const type of ["pointerdown", "keydown", "scroll", "pointermove"]) {
    addEventListener(
      type,
      () => {
        sleeper.touched();
        sign();
      },
      { passive: true },
    );
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      last = Date.now();
      sleeper.hidden();
    } else {
      sleeper.shown();
      sign();
    }
  });
  document.addEventListener("freeze", () => sleeper.frozen());
  document.addEventListener("resume", sign);
}
