// A break: the page is covered, what waits is saved, and the clock stands still. Nothing counts down, and going on is exactly where
// it was. The bar stays, because support and the way out have to.
import { quizState, UNDER_WAY } from "../state.ts";
import { byId } from "./dom.ts";
import type { Feature, WayHost } from "./features.ts";
import { hush } from "./hush.ts";
import { keepOut } from "./layers.ts";
import { onTool } from "./tools.ts";

export function rest(host: WayHost): Feature {
  const place = byId("curtain-rest");
  const goOn = byId("curtain-rest-end");
  let before: HTMLElement | null = null;
  let title = "";
  let scroll = 0;
  const cover = (on: boolean) => {
    place?.toggleAttribute("hidden", !on);
    document.documentElement.classList.toggle("resting", on);
    for (const part of ["main", "outline"]) keepOut(byId(part), "rest", on);
    host.rest(on);
  };
  onTool("rest", () => {
    host.tools.close();
    before = document.activeElement as HTMLElement | null;
    title = document.title;
    scroll = scrollY;
    document.title = place?.querySelector("h2")?.textContent ?? "";
    hush();
    byId("curtain-rest-timed")?.toggleAttribute("hidden", !timed(host));
    cover(true);
    goOn?.focus();
  });
  goOn?.addEventListener("click", () => {
    cover(false);
    document.title = title;
    before?.focus({ preventScroll: true });
    scrollTo(0, scroll);
  });
  return {};
}

/** A break does not stop the time of an attempt: whoever takes one has to know. */
function timed({ course, state }: WayHost): boolean {
  return course.quizzes.some((quiz) => quiz.timeLimit !== null && quizState(state, quiz).mode === UNDER_WAY);
}
