// Back from somewhere else by the browser's own button, most likely after a quick exit: nothing of the course is shown, and nothing is
// started, until somebody asks for it.
import { byId } from "./dom.ts";

const LEFT = "left";

/** Whether the browser's history led here, and not a launch. */
export function cameBack(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type === "back_forward";
}

/** Covers everything. `again` is what the button does once it is pressed. */
export function stayAway(again: () => void): void {
  const root = document.documentElement;
  const place = byId("curtain-return");
  const title = document.title;
  root.classList.remove("leaving");
  root.classList.add(LEFT);
  document.title = place?.querySelector("h1")?.textContent ?? "";
  place?.removeAttribute("hidden");
  const press = byId("curtain-return-again");
  press?.addEventListener(
    "click",
    () => {
      root.classList.remove(LEFT);
      document.title = title;
      place?.setAttribute("hidden", "");
      again();
    },
    { once: true },
  );
  press?.focus();
}
