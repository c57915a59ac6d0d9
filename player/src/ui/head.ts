// The bar and the notices stay in sight, and what stands below them has to know how high they are.
import { byId } from "./dom.ts";

export function measureHead(): void {
  const bar = document.querySelector<HTMLElement>(".bar");
  const notice = byId("notice");
  if (!bar || !notice) return;
  const measure = () => {
    const style = document.documentElement.style;
    style.setProperty("--bar", `${bar.offsetHeight}px`);
    style.setProperty("--head", `${bar.offsetHeight + notice.offsetHeight}px`);
  };
  const observer = new ResizeObserver(measure);
  observer.observe(bar);
  observer.observe(notice);
  measure();
}
