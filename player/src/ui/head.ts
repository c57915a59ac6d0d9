// How much room there is. The bar and the notices stay in sight, and what stands below them has to know how high they are; the layout
// follows the width in the reader's own text size, which no media query knows once the course itself has changed it.
import { byId } from "./dom.ts";

/** In rem: from here on the outline is a sidebar; below, the bar has one row; below, a window is a phone held upright. */
const WIDE = 58;
const BRIEF = 44;
const SLIM = 30;

/** Share of the window's height that may stay covered. */
const COVERED = 0.2;

/** `turned` hears when the outline becomes a sidebar or a panel. */
export function measureHead(turned: () => void): void {
  const bar = document.querySelector<HTMLElement>(".bar");
  const notice = byId("notice");
  if (!bar || !notice) return;
  const { classList, style } = document.documentElement;
  const measure = () => {
    const width = innerWidth / rem();
    const before = classList.contains("wide");
    if (classList.toggle("wide", width >= WIDE) !== before) turned();
    classList.toggle("brief", width < BRIEF);
    classList.toggle("slim", width < SLIM);
    const low = bar.offsetHeight > innerHeight * COVERED;
    classList.toggle("low", low);
    style.setProperty("--bar", `${bar.offsetHeight}px`);
    style.setProperty("--head", `${low ? 0 : bar.offsetHeight + notice.offsetHeight}px`);
  };
  const observer = new ResizeObserver(measure);
  for (const part of [document.documentElement, bar, notice]) observer.observe(part);
  addEventListener("resize", measure);
  measure();
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
