// A check on the way: every question has its own button, feedback comes at once, and trying again costs nothing.
import type { QuizData } from "../course.ts";
import { questionAnswered } from "../interactions.ts";
import { CLOSED, openQuiz, type QuizState, quizState, setResponse } from "../state.ts";
import { button } from "./dom.ts";
import type { QuestionView } from "./question.ts";
import { QuizForm, type QuizHost } from "./quiz.ts";

export function mountCheck(form: HTMLFormElement, quiz: QuizData, host: QuizHost): void {
  const kept = quizState(host.state, quiz);
  const open = kept.mode === CLOSED ? openQuiz(host.state, quiz) : kept;
  const quizForm = new QuizForm(form, quiz, host);
  quizForm.lay(open);
  const questions = quizForm.asked(open).map((view) => new CheckQuestion(view, open, quiz, host));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    questions.find(({ view }) => view.fieldset.contains(document.activeElement))?.check();
  });
}

class CheckQuestion {
  private readonly button: HTMLButtonElement;
  private asked = performance.now();
  private answered = false;

  constructor(
    readonly view: QuestionView,
    private readonly open: QuizState,
    private readonly quiz: QuizData,
    private readonly host: QuizHost,
  ) {
    this.button = button("button", host.say("quiz.check"), () => (this.answered ? this.again() : this.check()));
    view.actions.append(this.button);
    view.fieldset.addEventListener("change", () => view.blame(null));
    const response = open.entries.find((entry) => entry.question === view.question.n)?.response;
    if (response) this.show(response);
  }

  check(): void {
    const response = this.view.response;
    if (this.answered) return;
    if (response === "") {
      this.view.blame(this.host.say("quiz.pick-first"));
      this.view.focus();
      return;
    }
    this.keep(response);
    if (this.show(response)) this.view.focusFeedback();
  }

  private keep(response: string): void {
    const { quiz, view, host } = this;
    setResponse(this.open, view.question.n, response);
    host.state.quizzes.set(quiz.n, this.open);
    const latency = performance.now() - this.asked;
    host.answered([questionAnswered(quiz, view.question, response, latency)]);
  }

  private show(response: string): boolean {
    const right = this.view.judge(response);
    this.answered = true;
    this.view.lock(true);
    this.button.textContent = this.host.say("quiz.try-again");
    this.button.hidden = right;
    return right;
  }

  private again(): void {
    this.answered = false;
    this.asked = performance.now();
    this.view.clear();
    this.view.lock(false);
    this.button.textContent = this.host.say("quiz.check");
    this.view.focus();
  }
}
