// Tabs as the ARIA Authoring Practices describe them: one stop for Tab, arrows between the tabs, and what is chosen shows at once.
// The style hides the other panels on the screen only, so that paper has all of them.
import { all, element, plainWords } from "./dom.ts";
import { onReveal } from "./reveal.ts";

export function mountTabs(page: HTMLElement): void {
  for (const root of all(".tabs", page)) mount(root);
}

function mount(root: HTMLElement): void {
  const panels = all(".tab-panel", root);
  const list = element("div", "tab-list");
  const tabs = panels.map(tabOf);
  const choose = (index: number) => {
    for (const [i, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(i === index));
      tab.tabIndex = i === index ? 0 : -1;
      panels[i]?.toggleAttribute("data-chosen", i === index);
    }
  };
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-labelledby", root.dataset.name ?? "");
  list.append(...tabs);
  list.addEventListener("click", (event) => {
    const index = tabs.findIndex((tab) => tab.contains(event.target as Node));
    if (index >= 0) choose(index);
  });
  list.addEventListener("keydown", (event) => {
    const index = aim(event, tabs.indexOf(event.target as HTMLButtonElement), tabs.length);
    if (index === null) return;
    event.preventDefault();
    choose(index);
    tabs[index]?.focus();
  });
  onReveal(root, (target) =>
    choose(
      Math.max(
        0,
        panels.findIndex((panel) => panel.contains(target)),
      ),
    ),
  );
  root.prepend(list);
  choose(0);
}

function tabOf(panel: HTMLElement): HTMLButtonElement {
  const title = panel.querySelector<HTMLElement>(".tab-title");
  const tab = element("button", "tab", title ? plainWords(title) : "");
  tab.type = "button";
  tab.lang = document.documentElement.lang;
  tab.id = `${panel.id}-tab`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", panel.id);
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", tab.id);
  panel.tabIndex = 0;
  return tab;
}

/** Which tab a key asks for, round and round; null when the key means nothing here. */
function aim(event: KeyboardEvent, now: number, count: number): number | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const forward = getComputedStyle(event.target as Element).direction === "rtl" ? -1 : 1;
  const step = { ArrowRight: forward, ArrowLeft: -forward }[event.key];
  if (step) return (now + step + count) % count;
  return { Home: 0, End: count - 1 }[event.key] ?? null;
}
