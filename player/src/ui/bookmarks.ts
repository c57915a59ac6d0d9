// The learner's own marks: a button beside the title of each page, and their list among the tools.
import { button, byId, element } from "./dom.ts";
import type { Feature, WayHost } from "./features.ts";
import type { PageView } from "./pages.ts";

export function bookmarks(host: WayHost): Feature {
  return {
    turned: (view) => {
      if (view.n > 0 && !view.article.querySelector(".bookmark"))
        view.article.querySelector("h1")?.after(toggle(host, view));
    },
    tools: () => list(host),
  };
}

function toggle({ say, state, changed }: WayHost, { n }: PageView): HTMLElement {
  const mark = button("bookmark", "", () => {
    const on = !state.bookmarks.delete(n);
    if (on) state.bookmarks.add(n);
    mark.setAttribute("aria-pressed", String(on));
    changed("soon");
  });
  mark.setAttribute("aria-pressed", String(state.bookmarks.has(n)));
  mark.append(element("span", "", say("bookmark.toggle")));
  return mark;
}

function list({ course, state }: WayHost): void {
  const marked = course.pages.filter((page) => state.bookmarks.has(page.n));
  const items = marked.map((page) => {
    const item = element("li", "");
    const link = element("a", "", page.title);
    link.href = `#${page.id}`;
    item.append(link);
    return item;
  });
  byId("tools-marks")?.replaceChildren(...items);
  byId("tools-no-marks")?.toggleAttribute("hidden", marked.length > 0);
}
