// One question on the page: its order, its lock, its feedback. What a response means is the business of questions/.
import type { QuestionData, Review } from "../course.ts";
import { questionType } from "../questions/index.ts";
import type { QuestionType } from "../questions/type.ts";
import { isRight } from "../scoring.ts";
import { unveil } from "../veil.ts";
import { all, element, setCleanHtml } from "./dom.ts";
import type { Say } from "./strings.ts";
import { asButtons } from "./terms.ts";

interface Feedback {
  correct?: string;
  incorrect?: string;
  options?: Record<string, string>;
  hints?: string[];
}

export class QuestionView {
  readonly actions = element("div", "question-actions");
  /** For hints. */
  readonly help = element("div", "question-help");
  /** Called when the learner changes the answer. */
  onChange: () => void = () => undefined;
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
    fieldset.append(this.problem, this.feedback, this.help, this.actions);
    fieldset.addEventListener("change", () => this.onChange());
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

  /** Takes away what stood with it while it was open: buttons, hints to be had, the question how sure one is. */
  strip(): void {
    this.actions.replaceChildren();
    this.fieldset.querySelector(".confidence")?.remove();
    this.help.querySelector(".hint-more")?.remove();
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

  /** Says how the answer went, as far as the quiz's rules allow: verdict, marks on the picked options, the author's words, the right answer. */
  judge(response: string, review: Review): boolean {
    const right = isRight(this.question, response);
    const marks = this.type.marks(this.question, response);
    this.feedback.replaceChildren();
    if (review === "nothing" || this.question.points === 0) return right;
    this.fieldset.dataset.result = right ? "right" : "wrong";
    this.mark(marks);
    this.note(this.say(right ? "quiz.right" : "quiz.wrong"), "verdict");
    if (review === "result") return right;
    for (const html of this.words(right, [...marks.keys()])) this.addWords(html);
    if (review === "answers" && !right) this.mark(marks, this.type.marks(this.question, this.type.key(this.question)));
    return right;
  }

  /** A line below the verdict. */
  note(text: string, className = "feedback-note"): void {
    this.feedback.append(element("p", className, text));
  }

  /** Something that stands once with the question, above its buttons. */
  place(part: HTMLElement, className: string): void {
    this.fieldset.querySelector(`.${className}`)?.remove();
    this.problem.before(part);
  }

  get hints(): string[] {
    return this.said.hints ?? [];
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

  private get said(): Feedback {
    return JSON.parse(unveil(this.question.feedback, this.question.n)) as Feedback;
  }

  private words(right: boolean, picked: readonly number[]): string[] {
    const { said } = this;
    const whole = right ? said.correct : said.incorrect;
    return [whole, ...picked.map((n) => said.options?.[n])].filter((html): html is string => Boolean(html));
  }

  private addWords(html: string): void {
    const words = element("div", "feedback-text");
    setCleanHtml(words, html);
    asButtons(words);
    this.feedback.append(words);
  }

  /** Marks what was picked; `answer`, if it is given, is what should have been. */
  private mark(picked: ReadonlyMap<number, boolean>, answer: ReadonlyMap<number, boolean> = new Map()): void {
    for (const label of all(".option", this.fieldset)) {
      const n = Number(label.dataset.option);
      const right = picked.get(n);
      label.querySelector(".option-mark")?.remove();
      label.classList.toggle("is-right", right === true);
      label.classList.toggle("is-wrong", right === false);
      label.classList.toggle("is-answer", right === undefined && answer.has(n));
      const key =
        right === undefined
          ? answer.has(n)
            ? "quiz.option-answer"
            : ""
          : right
            ? "quiz.option-right"
            : "quiz.option-wrong";
      if (key) label.append(element("span", "option-mark", this.say(key)));
    }
  }
}
