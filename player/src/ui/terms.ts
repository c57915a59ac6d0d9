// A glossary term opens its definition in place, below the words that use it; the text comes from the glossary page.
// Without script, and by a middle click, the link leads to that page.
import { all, button, byId, element, focusOn } from "./dom.ts";
import type { Feature, WayHost } from "./features.ts";
import { reveal } from "./reveal.ts";
import type { Say } from "./strings.ts";
import { asButtons } from "./term-buttons.ts";

/** What a definition is put behind; in anything else it is put at the end of it. */
const BEHIND = "p, h1, h2, h3, h4, label, summary, legend, .tab-title";
const WITHIN = "li, td, th, dd, figcaption, blockquote, div";

let open: { link: HTMLAnchorElement; box: HTMLElement } | null = null;

export function terms({ say }: WayHost): Feature {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a.term");
    if (!link?.closest(".page[data-page]") || link.closest(".definition")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (open?.link === link) close();
    else define(link, say);
  });
  // A button answers to the space bar, a link does not.
  document.addEventListener("keydown", (event) => {
    const at = event.target as HTMLElement;
    if (event.key === "Escape" && open && (at === open.link || open.box.contains(at))) close();
    else if (event.key === " " && at.matches?.("a.term[role]")) {
      event.preventDefault();
      at.click();
    }
  });
  return { turned: ({ article }) => asButtons(article) };
}

function define(link: HTMLAnchorElement, say: Say): void {
  const entry = byId(link.hash.slice(1));
  if (!entry) return;
  close();
  const box = element("div", "definition");
  const title = element("p", "definition-term", entry.querySelector(".term-name")?.textContent ?? "");
  const words = entry.querySelector(".term-words")?.cloneNode(true) as HTMLElement;
  for (const named of all("[id]", words)) named.removeAttribute("id");
  const foot = element("p", "definition-foot");
  const more = element("a", "", say("page.glossary"));
  more.href = link.hash;
  foot.append(button("button", say("panel.close"), close), more);
  box.append(title, words, foot);
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", say("term.label", title.textContent ?? ""));
  place(link, box);
  reveal(box);
  link.setAttribute("aria-expanded", "true");
  open = { link, box };
  focusOn(box);
  box.scrollIntoView({ block: "nearest" });
}

function place(link: HTMLElement, box: HTMLElement): void {
  const behind = link.closest(BEHIND);
  const within = link.closest(WITHIN);
  if (behind && (!within || within.contains(behind))) behind.after(box);
  else within?.append(box);
}

/** The focus goes back to the words, if it was in the box. */
function close(): void {
  if (!open) return;
  const { link, box } = open;
  const focused = box.contains(document.activeElement);
  open = null;
  box.remove();
  link.setAttribute("aria-expanded", "false");
  if (focused) link.focus();
}
