// A time limit: said before the attempt begins, with the extra time that a learner may take, and no clock that ticks.
import type { QuizData } from "../course.ts";
import { button, element } from "./dom.ts";
import type { TimeLimit } from "./extras.ts";
import type { QuizHost } from "./quiz.ts";

const LOOK = 5000;
/** Minutes before the end at which a screen reader hears of it, too. */
const SAID = [5, 1];

/** Stands before the first question until the learner begins. */
export function gate(quiz: QuizData, { say }: QuizHost, begin: (extra: number) => void): HTMLElement {
  const place = element("section", "quiz-gate");
  const field = element("fieldset", "extra-time");
  field.append(element("legend", "", say("quiz.extra-time")));
  const limit = quiz.timeLimit ?? 0;
  for (const extra of [0, ...quiz.extraTime]) {
    const minutes = Math.floor((limit * (100 + extra)) / 100);
    field.append(choice(extra, say(extra ? "quiz.extra" : "quiz.extra-none", minutes)));
  }
  place.append(element("p", "", say("quiz.time-limit", limit)));
  if (quiz.extraTime.length > 0) place.append(field);
  const picked = () => Number(field.querySelector<HTMLInputElement>("input:checked")?.value ?? 0);
  place.append(button("button button-main", say("quiz.begin"), () => begin(picked())));
  return place;
}

function choice(extra: number, text: string): HTMLElement {
  const label = element("label", "item");
  const input = element("input", "");
  input.type = "radio";
  input.name = "extra-time";
  input.value = String(extra);
  input.checked = extra === 0;
  label.append(input, element("span", "", text));
  return label;
}

/** Says how many minutes are left, and calls `over` once when none are. */
export class Timer implements TimeLimit {
  readonly element = element("p", "time-left");
  private timer: ReturnType<typeof setInterval> | undefined;
  private minutes = Number.POSITIVE_INFINITY;

  constructor(
    private readonly host: QuizHost,
    /** Seconds; null: no limit. */
    private readonly left: () => number | null,
    private readonly over: () => void,
  ) {}

  start(): void {
    this.stop();
    this.minutes = Number.POSITIVE_INFINITY;
    this.element.hidden = this.left() === null;
    if (this.element.hidden) return;
    this.timer = setInterval(() => this.look(), LOOK);
    this.look();
  }

  stop(): void {
    clearInterval(this.timer);
    this.element.hidden = true;
  }

  private look(): void {
    const left = this.left() ?? 0;
    if (left <= 0) {
      this.stop();
      this.over();
      return;
    }
    const minutes = Math.ceil(left / 60);
    if (minutes === this.minutes) return;
    this.minutes = minutes;
    this.element.textContent = this.host.say("quiz.time-left", minutes);
    if (SAID.includes(minutes)) this.host.announce(this.element.textContent);
  }
}
