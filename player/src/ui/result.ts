// The result of an attempt. It shows what the LMS was told, and what is still to be done.
import { inPoints, percent, type Ratio } from "../scoring.ts";
import { button, element, focusOn } from "./dom.ts";
import type { QuizHost } from "./quiz.ts";

export interface Outcome {
  result: Ratio;
  passed: boolean | null;
  left: number;
}

export class ResultPanel {
  readonly element = element("section", "result");
  private readonly heading: HTMLElement;

  constructor(
    private readonly host: QuizHost,
    private readonly again: () => void,
  ) {
    this.heading = element("h3", "result-title", host.say("result.title"));
    this.element.hidden = true;
  }

  hide(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  show(outcome: Outcome): void {
    const { say } = this.host;
    const lines = this.lines(outcome);
    const figure = element(
      "p",
      "result-score",
      say("result.score", inPoints(outcome.result.possible), percent(outcome.result), inPoints(outcome.result.earned)),
    );
    this.element.style.setProperty("--score", `${(100 * outcome.result.earned) / outcome.result.possible}%`);
    this.element.style.setProperty("--mark", `${this.host.passMark ?? 0}%`);
    this.element.dataset.result = outcome.passed === null ? "none" : outcome.passed ? "passed" : "not-passed";
    this.element.replaceChildren(this.heading, figure, ...lines.map((text) => element("p", "", text)));
    if (outcome.left > 0 && inPoints(outcome.result.earned) < outcome.result.possible) {
      this.element.append(button("button button-main", say("quiz.new-attempt"), this.again));
    }
    this.element.hidden = false;
  }

  focus(): void {
    const [, ...lines] = [...this.element.querySelectorAll("p")].map((line) => line.textContent);
    this.host.announce([this.element.querySelector(".result-score")?.textContent, ...lines].join(" "));
    focusOn(this.heading);
    this.element.scrollIntoView({ block: "nearest" });
  }

  private lines({ result, passed, left }: Outcome): string[] {
    const { say, passMark } = this.host;
    const verdict = this.host.judge();
    const counted = verdict.score && percent(verdict.score);
    return [
      passed === null ? "" : say(passed ? "result.passed" : "result.not-passed"),
      passMark === null ? "" : say("result.pass-mark", passMark),
      counted === null || counted === percent(result) ? "" : say("result.counted", counted),
      Number.isFinite(left) ? say("result.attempts-left", left) : "",
      verdict.completed ? say("result.course-done") : "",
      verdict.success === "passed" && !verdict.completed ? say("result.read-on") : "",
    ].filter(Boolean);
  }
}
