// Hints, one after the other, each when the learner asks for it. What they cost is said before.
import type { Entry } from "../state.ts";
import { button, element, setCleanHtml } from "./dom.ts";
import type { QuestionView } from "./question.ts";
import type { Say } from "./strings.ts";

export class Hints {
  private readonly list = element("div", "hints");
  private readonly more: HTMLButtonElement;

  constructor(
    private readonly view: QuestionView,
    private readonly entry: Entry,
    private readonly say: Say,
    private readonly changed: () => void,
  ) {
    this.more = button("button hint-more", "", () => this.give());
    this.list.setAttribute("role", "status");
    view.help.replaceChildren(this.list, this.more);
    this.show();
  }

  /** After the answer there is nothing to hint at. */
  end(): void {
    this.more.hidden = true;
  }

  private give(): void {
    this.entry.hints++;
    this.show();
    this.changed();
  }

  private show(): void {
    const { hints } = this.view;
    const given = Math.min(this.entry.hints, hints.length);
    this.list.replaceChildren(...hints.slice(0, given).map(words));
    this.more.hidden = given >= hints.length;
    const cost = this.view.question.hintCosts[given] ?? 0;
    const [at, of] = [given + 1, hints.length];
    this.more.textContent = cost ? this.say("quiz.hint-costs", at, of, cost) : this.say("quiz.hint", at, of);
  }
}

function words(html: string): HTMLElement {
  const hint = element("div", "hint");
  setCleanHtml(hint, html);
  return hint;
}
