// A quiz that is handed in: an assessment, a pre-test or a survey. Answers are kept as they are picked and judged together, or each by
// itself where the quiz says so.
import type { QuizData } from "../course.ts";
import { type Interaction, questionAnswered } from "../interactions.ts";
import { attemptPassed, better, type Score, score } from "../scoring.ts";
import {
  attemptsLeft,
  CLOSED,
  handIn,
  ON_SHOW,
  openQuiz,
  type QuizState,
  quizState,
  setResponse,
  timeLeft,
  UNDER_WAY,
  unanswered,
  waiting,
} from "../state.ts";
import { element } from "./dom.ts";
import { extras, type TimeLimit } from "./extras.ts";
import { QuizForm, type QuizHost } from "./quiz.ts";
import { ResultPanel } from "./result.ts";
import { TriedQuestion } from "./tried.ts";

export function mountAssessment(form: HTMLFormElement, quiz: QuizData, host: QuizHost): void {
  new Assessment(form, quiz, host).resume();
}

class Assessment {
  private readonly quizForm: QuizForm;
  private readonly panel: ResultPanel;
  private readonly timer: TimeLimit | undefined;
  private readonly submit = element("button", "button button-main");
  private readonly missing = element("p", "missing");
  private readonly foot = element("div", "quiz-actions");
  private readonly before = element("div", "quiz-before");
  private open: QuizState;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly quiz: QuizData,
    private readonly host: QuizHost,
  ) {
    this.quizForm = new QuizForm(form, quiz, host);
    this.open = quizState(host.state, quiz);
    this.panel = new ResultPanel(quiz, host, () => this.invite(true));
    this.timer = extras.timeLimit?.(
      host,
      () => timeLeft(quiz, this.open),
      () => this.timeIsUp(),
    );
    this.submit.type = "submit";
    this.submit.textContent = host.say(quiz.purpose === "survey" ? "quiz.send" : "quiz.submit");
    this.foot.append(this.submit, this.missing);
    if (this.timer) this.foot.append(this.timer.element);
    form.querySelector(".questions")?.before(this.before, this.panel.element);
    form.append(this.foot);
    this.listen();
  }

  resume(): void {
    if (this.open.mode === UNDER_WAY) this.ask();
    else if (this.open.mode === ON_SHOW || this.left === 0) this.showResult();
    else this.invite(false);
  }

  private listen(): void {
    this.form.addEventListener("change", () => this.picked());
    // Enter on an option is a slip of the hand, not the wish to hand in.
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.open.mode === UNDER_WAY) this.handIn();
      // The last attempt was handed in elsewhere meanwhile (merge.ts).
      else this.showResult();
    });
  }

  private get left(): number {
    return attemptsLeft(this.quiz, this.open.attempts);
  }

  private get each(): boolean {
    return this.quiz.answering === "each";
  }

  /** An attempt begins by itself, but for one whose time would run from then on. */
  private invite(again: boolean): void {
    const gate = this.quiz.timeLimit !== null && extras.timeGate;
    if (!gate) {
      this.begin(again);
      return;
    }
    const place = gate(this.quiz, this.host, (extra) => this.begin(true, extra));
    this.before.replaceChildren(place);
    this.panel.hide();
    this.foot.hidden = true;
    this.quizForm.lay({ ...this.open, entries: [] });
    if (again) place.querySelector("button")?.focus();
  }

  private begin(again: boolean, extra = 0): void {
    // What another window or device has kept may have been put together with this one's while the learner was asked.
    const now = quizState(this.host.state, this.quiz);
    if (now.mode === UNDER_WAY || attemptsLeft(this.quiz, now.attempts) === 0) {
      this.open = now;
      this.resume();
      return;
    }
    this.open = openQuiz(this.host.state, this.quiz, Math.random, extra);
    this.save();
    this.ask();
    if (again)
      this.quizForm
        .pairs(this.open)
        .find(([, entry]) => !entry.carried)?.[0]
        .focus();
  }

  private save(): void {
    this.host.state.quizzes.set(this.quiz.n, this.open);
    this.host.changed("soon");
  }

  private ask(): void {
    this.panel.hide();
    this.before.replaceChildren();
    this.foot.hidden = false;
    this.quizForm.lay(this.open);
    this.equip();
    this.count();
    this.timer?.start();
  }

  /** What stands with each question while the attempt is under way. */
  private equip(): void {
    const { quiz, open, host } = this;
    for (const [view, entry] of this.quizForm.pairs(open)) {
      if (entry.carried) {
        view.judge(entry.response, "result");
        view.lock(true);
      } else if (this.each) {
        new TriedQuestion(view, entry, { quiz, open, host, answered: () => this.count() });
      } else {
        extras.hints?.(view, entry, host.say, () => this.save());
        if (quiz.confidence) extras.confidence?.(view, entry, host.say, () => this.save());
      }
    }
  }

  private count(): void {
    const open = this.lacking().length;
    const { say } = this.host;
    this.missing.hidden = this.quiz.purpose === "survey";
    this.missing.textContent = open ? say("quiz.unanswered", open) : say("quiz.all-answered");
  }

  /** Questions that want an answer and have none, or half of one. */
  private lacking(): number[] {
    if (this.each) return unanswered(this.open, this.quiz);
    const views = this.quizForm.pairs(this.open).map(([view]) => view);
    return views.filter(({ question, lack }) => question.points > 0 && lack !== null).map(({ question }) => question.n);
  }

  private picked(): void {
    if (this.open.mode !== UNDER_WAY || this.each) return;
    for (const [view, entry] of this.quizForm.pairs(this.open)) {
      if (entry.carried) continue;
      setResponse(this.open, view.question.n, view.response);
      if (view.lack === null) view.blame(null);
    }
    this.count();
    this.host.changed("soon");
  }

  private handIn(): void {
    this.picked();
    const open = this.lacking();
    if (open.length > 0) this.blame(open);
    else this.close();
  }

  private timeIsUp(): void {
    this.picked();
    this.close();
    this.panel.say("quiz.time-is-up");
  }

  private close(): void {
    this.timer?.stop();
    const told = this.each ? [] : this.answers();
    const result = handIn(this.open, this.quiz, this.host.marks);
    const learnt = extras.testOut?.(this.quiz, result, this.host.state) ?? [];
    this.host.answered(told, { quiz: this.quiz, result, passed: this.passed(result) });
    this.showResult();
    for (const title of learnt) this.panel.say("quiz.tested-out", title);
    this.panel.focus();
  }

  private blame(open: readonly number[]): void {
    for (const n of open) {
      const view = this.quizForm.view(n);
      const lack = view?.response === "" ? null : view?.lack;
      view?.blame(lack ?? this.host.say(this.each ? "quiz.check-first" : "quiz.needs-answer"));
    }
    this.host.announce(this.host.say("quiz.unanswered", open.length));
    this.quizForm.view(open[0] ?? 0)?.focus();
  }

  /** What was carried over was told with the attempt that answered it. */
  private answers(): Interaction[] {
    return this.quizForm
      .pairs(this.open)
      .filter(([, entry]) => !entry.carried && entry.response !== "")
      .flatMap(([view, entry]) => questionAnswered(this.quiz, view.question, entry, null));
  }

  private passed(result: Score): boolean | null {
    const { passMark, marks } = this.host;
    return passMark === null || this.quiz.purpose !== "assessment" ? null : attemptPassed(result, passMark, marks);
  }

  /**
   * After one attempt the kept score is the attempt's, even if the course has changed since. A later attempt is scored anew,
   * and was at most as good as the best: more would be shown than the LMS was told.
   */
  private result(): Score {
    const { attempts, best, entries, mode } = this.open;
    const now = score(this.quiz, entries);
    if (best && (attempts === 1 || mode === CLOSED || better(best, now, this.host.marks) === now)) return best;
    return now;
  }

  private showResult(): void {
    this.foot.hidden = true;
    this.before.replaceChildren();
    this.quizForm.lay(this.open);
    const { before, after } = this.quiz.review;
    for (const [view, entry] of this.quizForm.pairs(this.open)) {
      if (entry.response !== "") view.judge(entry.response, this.left > 0 ? before : after);
      view.lock(true);
      view.strip();
    }
    const result = this.result();
    const wait = waiting(this.quiz, this.open);
    this.panel.show({ result, passed: this.passed(result), left: this.left, wait });
  }
}
