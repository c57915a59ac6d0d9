// Search in the course's own document: nothing more is in the package for it. What a learner may not know before an assessment, and
// what stands behind a content note, is not shown.
import { excerpt, type Folded, find, fold, wordsOf } from "../search.ts";
import { all, byId, element } from "./dom.ts";
import type { Feature, WayHost } from "./features.ts";

/** A passage is what stands in one of these. */
const PASSAGES =
  "p, li, h1, h2, h3, h4, dt, dd, th, td, figcaption, caption, summary, blockquote, legend, .option, .page";
const LEFT_OUT =
  ".cover, .cover-objectives, .where, .bookmark, .gate, .turn, .cite, .backlinks, .visually-hidden, .definition, .tab-list, button, .question-number," +
  ".feedback, .result, .finish, .error, .question-actions, .quiz-actions, form:not([data-purpose='check']) .questions, .question [data-later]";
const MOST = 40;
const MOST_OF_A_PAGE = 4;
const PAUSE = 150;

interface Passage {
  place: HTMLElement;
  page: HTMLElement;
  words: string;
  folded: Folded;
}

interface Hit {
  passage: Passage;
  ranges: [number, number][];
}

let passages: Passage[] | null = null;

export function search(host: WayHost): Feature {
  const field = byId("tools-search") as HTMLInputElement | null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => show(host, field?.value ?? "");
  field?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  field?.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    look();
    document.querySelector<HTMLElement>("#tools-found a")?.focus();
  });
  return { tools: look };
}

function show(host: WayHost, query: string): void {
  const words = wordsOf(query);
  const hits = words.length ? hitsOf(words) : [];
  const shown = hits.slice(0, MOST);
  const { say } = host;
  const said = hits.length > MOST ? say("search.first", MOST, hits.length) : say("search.count", hits.length);
  const count = byId("tools-count");
  if (count) count.textContent = words.length ? (hits.length ? said : say("search.none")) : "";
  byId("tools-found")?.replaceChildren(...shown.map((hit) => result(host, hit)));
  byId("tools-list")?.toggleAttribute("hidden", words.length > 0);
}

function hitsOf(words: readonly string[]): Hit[] {
  passages ??= all(".page").flatMap(passagesOf);
  const perPage = new Map<HTMLElement, number>();
  const hits: Hit[] = [];
  for (const passage of passages) {
    const ranges = find(passage.folded, words);
    const count = perPage.get(passage.page) ?? 0;
    if (!ranges || count === MOST_OF_A_PAGE) continue;
    perPage.set(passage.page, count + 1);
    hits.push({ passage, ranges });
  }
  return hits;
}

function passagesOf(page: HTMLElement): Passage[] {
  const found = new Map<HTMLElement, string>();
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(LEFT_OUT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const place = node.nodeType === Node.TEXT_NODE && node.parentElement?.closest<HTMLElement>(PASSAGES);
    if (place) found.set(place, (found.get(place) ?? "") + node.nodeValue);
  }
  return [...found].map(([place, text]) => {
    const words = text.replace(/\s+/g, " ").trim();
    return { place, page, words, folded: fold(words) };
  });
}

function result(host: WayHost, { passage, ranges }: Hit): HTMLElement {
  const { place, page, words } = passage;
  const item = element("li", "");
  const link = element("a", "");
  link.href = `#${page.id}`;
  link.append(element("span", "result-page", page.querySelector("h1")?.textContent ?? ""));
  if (host.shut(page)) link.append(element("span", "result-note", host.say("search.noted")));
  else if (place.tagName !== "H1") link.append(marked(excerpt(words, ranges)));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    host.tools.close(false);
    host.pages.visit(place.tagName === "H1" ? page : place);
  });
  item.append(link);
  return item;
}

function marked(parts: readonly string[]): HTMLElement {
  const line = element("span", "result-words");
  line.append(...parts.map((part, at) => (at % 2 ? element("mark", "", part) : part)));
  return line;
}
