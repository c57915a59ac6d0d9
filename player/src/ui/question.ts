// One question on the page: its order, its lock, its feedback. What a response means is the business of questions/.
import type { QuestionData } from "../course.ts";
import { questionType } from "../questions/index.ts";
import type { QuestionType } from "../questions/type.ts";
import { isRight } from "../scoring.ts";
import { unveil } from "../veil.ts";
import { all, element, setCleanHtml } from "./dom.ts";
import type { Say } from "./strings.ts";

interface Feedback {
  correct?: string;
  incorrect?: string;
  options?: Record<string, string>;
}

export class QuestionView {
  readonly actions = element("div", "question-actions");
  private readonly type: QuestionType;
  private readonly feedback = element("div", "feedback");
  private readonly problem = element("p", "error");

  constructor(
    readonly fieldset: HTMLFieldSetElement,
    readonly question: QuestionData,
    private readonly say: Say,
  ) {
    this.type = questionType(question);
    this.problem.id = `error-q${question.n}`;
    this.problem.hidden = true;
    // Present before it speaks: a live region that appears with its text is not read out by all screen readers.
    this.feedback.setAttribute("role", "status");
    fieldset.append(this.problem, this.feedback, this.actions);
  }

  /** Takes its place among the questions of this attempt. */
  ask(number: number, count: number, options: readonly number[]): void {
    this.fieldset.hidden = false;
    const label = this.fieldset.querySelector(".question-number");
    if (label) label.textContent = this.say("quiz.number", number, count);
    const labels = new Map(all(".option", this.fieldset).map((each) => [Number(each.dataset.option), each]));
    const place = this.fieldset.querySelector(".options");
    for (const n of options) place?.append(...[labels.get(n)].filter((each) => each !== undefined));
  }

  leaveOut(): void {
    this.fieldset.hidden = true;
    this.lock(true);
  }

  get response(): string {
    return this.type.read(this.fieldset);
  }

  set response(response: string) {
    this.type.show(this.fieldset, response);
  }

  lock(locked: boolean): void {
    for (const input of all<HTMLInputElement>(".option input", this.fieldset)) input.disabled = locked;
  }

  /** Verdict, marks on the picked options, and the author's words. */
  judge(response: string): boolean {
    const right = isRight(this.question, response);
    const marks = this.type.marks(this.question, response);
    this.fieldset.dataset.result = right ? "right" : "wrong";
    this.mark(marks);
    this.feedback.replaceChildren(element("p", "verdict", this.say(right ? "quiz.right" : "quiz.wrong")));
    for (const html of this.words(right, [...marks.keys()])) this.addWords(html);
    return right;
  }

  clear(): void {
    delete this.fieldset.dataset.result;
    this.feedback.replaceChildren();
    this.mark(new Map());
    this.blame(null);
  }

  /** An error tied to the field, or none. */
  blame(text: string | null): void {
    this.problem.textContent = text ?? "";
    this.problem.hidden = text === null;
    for (const target of [this.fieldset, ...all("input", this.fieldset)]) {
      if (text === null) target.removeAttribute("aria-describedby");
      else target.setAttribute("aria-describedby", this.problem.id);
    }
  }

  focus(): void {
    this.fieldset.querySelector<HTMLInputElement>(".option input:not(:disabled)")?.focus();
  }

  focusFeedback(): void {
    this.feedback.tabIndex = -1;
    this.feedback.focus();
  }

  private words(right: boolean, picked: readonly number[]): string[] {
    const words = JSON.parse(unveil(this.question.feedback, this.question.n)) as Feedback;
    const whole = right ? words.correct : words.incorrect;
    return [whole, ...picked.map((n) => words.options?.[n])].filter((html): html is string => Boolean(html));
  }

  private addWords(html: string): void {
    const words = element("div", "feedback-text");
    setCleanHtml(words, html);
    this.feedback.append(words);
  }

  private mark(marks: ReadonlyMap<number, boolean>): void {
    for (const label of all(".option", this.fieldset)) {
      label.querySelector(".option-mark")?.remove();
      const right = marks.get(Number(label.dataset.option));
      label.classList.toggle("is-right", right === true);
      label.classList.toggle("is-wrong", right === false);
      if (right === undefined) continue;
      label.append(element("span", "option-mark", this.say(right ? "quiz.option-right" : "quiz.option-wrong")));
    }
  }
}
