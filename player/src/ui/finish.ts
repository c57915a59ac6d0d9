// The end of the last page: a button that says whether the course is done, and if not, what is left.
import type { PageData } from "../course.ts";
import { button, element } from "./dom.ts";
import type { Say } from "./strings.ts";

export interface Standing {
  completed: boolean;
  /** Pages that are not done, in order of reading. */
  open: PageData[];
}

/** Puts the button where other pages have the way to the next one. */
export function mountFinish(article: HTMLElement, say: Say, standing: () => Standing): void {
  const place = article.querySelector(".turn");
  if (!place || place.querySelector(".turn-next, .turn-finish")) return;
  const answer = element("div", "finish");
  answer.setAttribute("role", "status");
  const finish = button("button button-main turn-finish", say("finish.button"), () => {
    // The press itself may have completed the page, one frame later.
    requestAnimationFrame(() => requestAnimationFrame(() => answer.replaceChildren(...words(say, standing()))));
  });
  place.append(finish);
  place.after(answer);
}

function words(say: Say, { completed, open }: Standing): HTMLElement[] {
  if (completed) return [element("p", "finish-done", say("finish.done"))];
  const [first] = open;
  if (!first) return [element("p", "", say("finish.assessment"))];
  const link = element("a", "", first.title);
  link.setAttribute("href", `#${first.id}`);
  link.lang = document.documentElement.lang;
  const line = element("p", "");
  line.append(link);
  return [element("p", "", say("finish.open", open.length)), line];
}
