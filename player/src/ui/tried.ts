// A question with a button of its own that says at once how it went, in a check or in an assessment that answers each by itself.
import type { QuizData } from "../course.ts";
import { questionAnswered } from "../interactions.ts";
import { type Entry, MOST_TRIES, type QuizState } from "../state.ts";
import { button } from "./dom.ts";
import { type Extras, extras } from "./extras.ts";
import type { QuestionView } from "./question.ts";
import type { QuizHost } from "./quiz.ts";

export interface Asking {
  quiz: QuizData;
  open: QuizState;
  host: QuizHost;
  /** A question was answered. */
  answered?(): void;
}

export class TriedQuestion {
  private readonly button: HTMLButtonElement;
  private readonly hints: ReturnType<NonNullable<Extras["hints"]>> | undefined;
  private asked = performance.now();
  private answered = false;

  constructor(
    readonly view: QuestionView,
    private readonly entry: Entry,
    private readonly asking: Asking,
  ) {
    const { quiz, host } = asking;
    this.button = button("button", view.labels.check, () => (this.answered ? this.again() : this.check()));
    view.actions.replaceChildren(this.button);
    this.hints = extras.hints?.(view, entry, host.say, () => this.save());
    if (quiz.confidence) extras.confidence?.(view, entry, host.say, () => this.save());
    view.onChange = () => {
      view.blame(null);
      if (view.goesOn === false) this.check();
      else if (view.goesOn && !entry.tries) this.keep();
    };
    this.button.hidden = view.goesOn === true;
    if (entry.response && !view.goesOn) this.show();
  }

  check(): void {
    const { view, entry, asking } = this;
    const { response } = view;
    if (this.answered) return;
    const { lack } = view;
    if (lack !== null) {
      view.blame(lack);
      view.focus();
      return;
    }
    entry.response = response;
    entry.tries = Math.min(entry.tries + 1, MOST_TRIES);
    asking.host.state.quizzes.set(asking.quiz.n, asking.open);
    const latency = performance.now() - this.asked;
    asking.host.answered(questionAnswered(asking.quiz, view.question, entry, latency));
    this.show();
    view.focusFeedback();
    asking.answered?.();
  }

  private get triesLeft(): number {
    const { tries } = this.asking.quiz;
    return tries === null ? Number.POSITIVE_INFINITY : Math.max(0, tries - this.entry.tries);
  }

  private save(): void {
    const { quiz, open, host } = this.asking;
    host.state.quizzes.set(quiz.n, open);
    host.changed("soon");
  }

  /** The steps of a first try are kept like those of an attempt that is handed in, so that closing the course takes none back. */
  private keep(): void {
    this.entry.response = this.view.response;
    this.save();
  }

  private show(): void {
    const { view, entry, asking } = this;
    const { review } = asking.quiz;
    const open = this.triesLeft > 0;
    const right = view.judge(entry.response, open ? review.before : review.after);
    this.answered = true;
    view.lock(true);
    this.button.hidden = right || !open;
    this.button.textContent = view.labels.again;
    if (this.button.hidden) this.hints?.end();
    if (!right && view.question.points > 0 && Number.isFinite(this.triesLeft))
      view.note(asking.host.say("quiz.tries-left", this.triesLeft));
  }

  private again(): void {
    this.answered = false;
    this.asked = performance.now();
    this.view.clear();
    this.view.lock(false);
    this.button.textContent = this.view.labels.check;
    this.button.hidden = this.view.goesOn === true;
    this.view.focus();
  }
}
