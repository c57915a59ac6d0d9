// An assessment: answers are kept as they are picked, and judged together when the attempt is handed in.
import type { QuizData } from "../course.ts";
import { type Interaction, questionAnswered } from "../interactions.ts";
import { better, type Ratio, reaches, score } from "../scoring.ts";
import {
  attemptsLeft,
  CLOSED,
  handIn,
  ON_SHOW,
  openQuiz,
  type QuizState,
  quizState,
  setResponse,
  UNDER_WAY,
  unanswered,
} from "../state.ts";
import { element } from "./dom.ts";
import { QuizForm, type QuizHost } from "./quiz.ts";
import { ResultPanel } from "./result.ts";

export function mountAssessment(form: HTMLFormElement, quiz: QuizData, host: QuizHost): void {
  new Assessment(form, quiz, host).resume();
}

class Assessment {
  private readonly quizForm: QuizForm;
  private readonly panel: ResultPanel;
  private readonly submit = element("button", "button button-main");
  private readonly missing = element("p", "missing");
  private readonly foot = element("div", "quiz-actions");
  private open: QuizState;

  constructor(
    form: HTMLFormElement,
    private readonly quiz: QuizData,
    private readonly host: QuizHost,
  ) {
    this.quizForm = new QuizForm(form, quiz, host);
    this.open = quizState(host.state, quiz);
    this.panel = new ResultPanel(host, () => this.begin(true));
    this.submit.type = "submit";
    this.submit.textContent = host.say("quiz.submit");
    this.foot.append(this.submit, this.missing);
    form.querySelector(".questions")?.before(this.panel.element);
    form.append(this.foot);
    form.addEventListener("change", () => this.picked());
    // Enter on an option is a slip of the hand, not the wish to hand in.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.open.mode === UNDER_WAY) this.handIn();
    });
  }

  resume(): void {
    if (this.open.mode === UNDER_WAY) this.ask();
    else if (this.open.mode === ON_SHOW || this.left === 0) this.showResult();
    else this.begin(false);
  }

  private get left(): number {
    return attemptsLeft(this.quiz, this.open.attempts);
  }

  private begin(again: boolean): void {
    this.open = openQuiz(this.host.state, this.quiz);
    this.host.state.quizzes.set(this.quiz.n, this.open);
    this.ask();
    this.host.changed("soon");
    if (again) this.quizForm.asked(this.open)[0]?.focus();
  }

  private ask(): void {
    this.panel.hide();
    this.foot.hidden = false;
    this.quizForm.lay(this.open);
    this.count();
  }

  private count(): void {
    const open = unanswered(this.open).length;
    this.missing.textContent = open ? this.host.say("quiz.unanswered", open) : this.host.say("quiz.all-answered");
  }

  private picked(): void {
    if (this.open.mode !== UNDER_WAY) return;
    for (const view of this.quizForm.asked(this.open)) {
      setResponse(this.open, view.question.n, view.response);
      if (view.response !== "") view.blame(null);
    }
    this.count();
    this.host.changed("soon");
  }

  private handIn(): void {
    this.picked();
    const open = unanswered(this.open);
    if (open.length > 0) {
      this.blame(open);
      return;
    }
    const result = handIn(this.open, this.quiz);
    this.host.answered(this.answers(), { quiz: this.quiz, result, passed: this.passed(result) });
    this.showResult();
    this.panel.focus();
  }

  private blame(open: readonly number[]): void {
    for (const n of open) this.quizForm.view(n)?.blame(this.host.say("quiz.needs-answer"));
    this.host.announce(this.host.say("quiz.unanswered", open.length));
    this.quizForm.view(open[0] ?? 0)?.focus();
  }

  private answers(): Interaction[] {
    return this.open.entries.flatMap(({ question: n, response }) => {
      const question = this.quiz.questions.find((each) => each.n === n);
      if (!question) return [];
      return [questionAnswered(this.quiz, question, response, null)];
    });
  }

  private passed(result: Ratio): boolean | null {
    return this.host.passMark === null ? null : reaches(result, this.host.passMark);
  }

  /**
   * After one attempt the kept score is the attempt's, even if the course has changed since. A later attempt is scored anew,
   * and was at most as good as the best: more would be shown than the LMS was told.
   */
  private result(): Ratio {
    const { attempts, best, entries, mode } = this.open;
    const now = score(this.quiz, entries);
    if (best && (attempts === 1 || mode === CLOSED || better(best, now) === now)) return best;
    return now;
  }

  private showResult(): void {
    this.foot.hidden = true;
    this.quizForm.lay(this.open);
    for (const { question, response } of this.open.entries) {
      const view = this.quizForm.view(question);
      view?.judge(response);
      view?.lock(true);
    }
    const result = this.result();
    this.panel.show({ result, passed: this.passed(result), left: this.left });
  }
}
