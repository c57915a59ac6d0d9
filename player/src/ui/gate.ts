// A page with a content note opens on its note alone. The learner shows the page, or goes round it, which costs no completion.
// What is behind the note is not displayed, so it takes no focus, is not read out, and its blocks are not seen.
import type { CourseData, QuizData } from "../course.ts";
import { all, button, byId, element, focusOn } from "./dom.ts";
import type { PageHost } from "./host.ts";
import type { PageView } from "./pages.ts";
import type { Say } from "./strings.ts";

export interface GateHost extends PageHost {
  course: CourseData;
  /** The learner wants to see the page after all. */
  open(view: PageView): void;
}

export class Gate {
  /** Pages that were opened since the launch: they are not asked about again. */
  private readonly opened = new Set<number>();

  constructor(private readonly host: GateHost) {}

  /** Whether only the note of the page may be seen so far. */
  shut(article: HTMLElement): boolean {
    const n = Number(article.dataset.page);
    const page = this.host.course.pages.find((each) => each.n === n);
    if (!page || !article.querySelector(":scope > .content-note") || this.opened.has(n)) return false;
    return !page.blocks.some((block) => this.host.state.seen.has(block));
  }

  /** Stands before the page when it has to. True when it does. */
  stops(view: PageView): boolean {
    if (!this.shut(view.article)) return false;
    const round = this.host.state.passedOver.has(view.n);
    view.article.dataset.gate = round ? "round" : "ask";
    view.article.querySelector(".gate")?.remove();
    view.article.querySelector(".content-note")?.after(round ? this.passed(view) : this.asked(view));
    return true;
  }

  private asked(view: PageView): HTMLElement {
    const { say } = this.host;
    const quizzes = this.quizzes(view);
    const lines = ["gate.choice"];
    if (quizzes.some((quiz) => quiz.purpose === "check")) lines.push("gate.check");
    if (this.counts(view)) lines.push("gate.assessment");
    const around = button("button", say("gate.round"), () => this.round(view));
    return this.gate(view, lines, around);
  }

  private passed(view: PageView): HTMLElement {
    return this.gate(view, [this.counts(view) ? "gate.passed-assessment" : "gate.passed"]);
  }

  private quizzes(view: PageView): QuizData[] {
    const page = this.host.course.pages.find((each) => each.n === view.n);
    return this.host.course.quizzes.filter((quiz) => page?.quizzes.includes(quiz.n));
  }

  /** Whether the course waits for an assessment on the page: going round does not excuse from it. */
  private counts(view: PageView): boolean {
    const { course, state } = this.host;
    const asked = course.completion.assessments !== "none" && !state.completed;
    return asked && this.quizzes(view).some((quiz) => quiz.purpose === "assessment");
  }

  private gate(view: PageView, keys: string[], ...more: HTMLElement[]): HTMLElement {
    const gate = element("div", "gate");
    const actions = element("p", "gate-actions");
    actions.append(
      button("button button-main", this.host.say("gate.show"), () => this.show(view)),
      ...more,
    );
    if (byId("support-panel")) actions.append(supportButton(this.host.say));
    gate.append(...keys.map((key) => this.host.say.in("p", "", key)), actions);
    return gate;
  }

  private show(view: PageView): void {
    this.opened.add(view.n);
    delete view.article.dataset.gate;
    view.article.querySelector(".gate")?.remove();
    this.host.open(view);
  }

  private round(view: PageView): void {
    this.host.state.passedOver.add(view.n);
    this.host.changed("soon");
    const next = view.article.querySelector<HTMLAnchorElement>(".turn-next");
    if (next) {
      location.hash = next.hash;
      return;
    }
    this.stops(view);
    const said = all(".gate > p", view.article)[0];
    if (said) focusOn(said);
  }
}

function supportButton(say: Say): HTMLElement {
  const support = say.in("button", "button", "page.support");
  support.type = "button";
  support.dataset.opens = "support-panel";
  return support;
}
