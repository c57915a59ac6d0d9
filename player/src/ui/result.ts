// The result of an attempt. It shows what the LMS was told, and what is still to be done.
import type { QuizData } from "../course.ts";
import { inPoints, percent, reaches, type Score } from "../scoring.ts";
import { button, element, focusOn } from "./dom.ts";
import type { QuizHost } from "./quiz.ts";

export interface Outcome {
  result: Score;
  passed: boolean | null;
  left: number;
  /** Seconds until the next attempt may begin. */
  wait: number;
}

const LOOK = 20_000;
const AGAIN = { all: "quiz.new-attempt-all", missed: "quiz.new-attempt-missed" };

export class ResultPanel {
  readonly element = element("section", "result");
  private readonly heading: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly quiz: QuizData,
    private readonly host: QuizHost,
    private readonly again: () => void,
  ) {
    this.heading = element("h3", "result-title", host.say(this.survey ? "quiz.thanks" : "result.title"));
    this.element.hidden = true;
  }

  hide(): void {
    clearTimeout(this.timer);
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  show(outcome: Outcome): void {
    this.element.replaceChildren(this.heading);
    if (!this.survey) this.showScore(outcome);
    this.element.hidden = false;
  }

  /** One more line, below the score. */
  say(key: string, ...values: string[]): void {
    this.element.append(this.host.say.in("p", "", key, ...values));
  }

  focus(): void {
    this.host.announce([...this.element.querySelectorAll("p")].map((line) => line.textContent).join(" "));
    focusOn(this.heading);
    this.element.scrollIntoView({ block: "nearest" });
  }

  private get survey(): boolean {
    return this.quiz.purpose === "survey";
  }

  /** A pretest is taken once, and nobody passes it. */
  private get scored(): boolean {
    return this.quiz.purpose === "assessment";
  }

  private showScore(outcome: Outcome): void {
    const { say } = this.host;
    const { earned, possible } = outcome.result;
    const words = say("result.score", inPoints(possible), percent(outcome.result), inPoints(earned));
    this.element.style.setProperty("--score", `${possible ? (100 * earned) / possible : 0}%`);
    this.element.style.setProperty("--mark", `${(this.scored && this.host.passMark) || 0}%`);
    this.element.dataset.result = outcome.passed === null ? "none" : outcome.passed ? "passed" : "not-passed";
    this.element.append(element("p", "result-score", words));
    this.element.append(...this.lines(outcome).map((text) => element("p", "", text)));
    if (outcome.result.objectives.size > 1) this.element.append(this.objectives(outcome.result));
    if (outcome.left > 0 && earned < possible) this.offer(outcome.wait);
  }

  /** The next attempt: a button, or how long it takes until there is one. */
  private offer(wait: number): void {
    const { say } = this.host;
    const next = button("button button-main", say(AGAIN[this.quiz.retry]), this.again);
    const line = element("p", "result-wait");
    const until = performance.now() + wait * 1000;
    const look = () => {
      const minutes = Math.ceil((until - performance.now()) / 60_000);
      next.hidden = minutes > 0;
      line.hidden = minutes <= 0;
      line.textContent = say(
        minutes > 90 ? "quiz.wait-hours" : "quiz.wait",
        minutes > 90 ? Math.ceil(minutes / 60) : minutes,
      );
      if (minutes > 0) this.timer = setTimeout(look, LOOK);
    };
    this.element.append(line, next);
    look();
  }

  private objectives({ objectives }: Score): HTMLElement {
    const { say } = this.host;
    const list = element("ul", "result-objectives");
    for (const { n, text, mark } of this.host.objectives) {
      const ratio = objectives.get(n);
      if (!ratio) continue;
      const key =
        mark === null ? "result.objective" : reaches(ratio, mark) ? "result.objective-met" : "result.objective-open";
      list.append(element("li", "", say(key, percent(ratio), text, mark ?? 0)));
    }
    const place = element("details", "result-details");
    place.append(element("summary", "", say("result.objectives")), list);
    return place;
  }

  private lines({ result, passed, left }: Outcome): string[] {
    const { say, passMark } = this.host;
    const verdict = this.host.judge();
    const counted = verdict.score && percent(verdict.score);
    const other = this.scored && counted !== null && counted !== percent(result);
    return [
      passed === null ? "" : say(passed ? "result.passed" : "result.not-passed"),
      passed === null || passMark === null ? "" : say("result.pass-mark", passMark),
      other && counted !== null ? say("result.counted", counted) : "",
      this.scored && Number.isFinite(left) ? say("result.attempts-left", left) : "",
      verdict.completed ? say("result.course-done") : "",
      verdict.success === "passed" && !verdict.completed ? say("result.read-on") : "",
    ].filter(Boolean);
  }
}
