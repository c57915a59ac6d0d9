// One question on the page: its order, its lock, its feedback. What a response means is the business of questions/.
import type { QuestionData, Review } from "../course.ts";
import { arrange, fields, partsOf } from "../questions/fields.ts";
import { questionType } from "../questions/index.ts";
import type { QuestionType, Tools } from "../questions/type.ts";
import { isRight } from "../scoring.ts";
import { unveil } from "../veil.ts";
import { all, element, setCleanHtml } from "./dom.ts";
import { asButtons } from "./term-buttons.ts";

interface Feedback {
  correct?: string;
  incorrect?: string;
  options?: Record<string, string>;
  hints?: string[];
  /** Of a survey. */
  thanks?: string;
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
    private readonly tools: Tools,
  ) {
    this.type = questionType(question);
    this.problem.id = `error-q${question.n}`;
    this.problem.hidden = true;
    // Present before it speaks: a live region that appears with its text is not read out by all screen readers.
    this.feedback.setAttribute("role", "status");
    this.type.mount?.(fieldset, question, tools);
    fieldset.append(this.problem, this.feedback, this.help, this.actions);
    fieldset.addEventListener("change", () => this.onChange());
  }

  /** Takes its place among the questions of this attempt. */
  ask(number: number, count: number, options: readonly number[], seed: number): void {
    this.fieldset.hidden = false;
    const label = this.fieldset.querySelector(".question-number");
    if (label) label.textContent = this.tools.say("quiz.number", number, count);
    if (this.type.lay) this.type.lay(this.fieldset, this.question, seed);
    else arrange(this.fieldset, options);
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
    this.type.show(this.fieldset, response, this.question);
  }

  /** What the learner still has to do before the answer can be judged; null when nothing. */
  get lack(): string | null {
    return this.type.lack(this.question, this.response, this.tools.say);
  }

  private get survey(): boolean {
    return this.question.points === 0;
  }

  /** What a button beside the question says before and after an answer. */
  get labels(): { check: string; again: string } {
    const { say } = this.tools;
    return this.survey
      ? { check: say("quiz.keep"), again: say("quiz.change") }
      : { check: say("quiz.check"), again: say("quiz.try-again") };
  }

  /** Of an answer that is made step by step: whether it has yet to come to its end. */
  get goesOn(): boolean | undefined {
    return this.type.goesOn?.(this.question, this.response);
  }

  lock(locked: boolean): void {
    for (const field of fields(this.fieldset)) field.disabled = locked;
    // No step is taken back: who may answer once more begins anew.
    if (!locked && this.type.goesOn) this.response = "";
  }

  /**
   * Says how the answer went, as far as the quiz's rules allow: verdict, marks on what was answered, the author's words, the right answer.
   * A survey's answer is neither right nor wrong.
   */
  judge(response: string, review: Review): boolean {
    this.feedback.replaceChildren();
    if (this.survey) this.thank(response);
    const right = !this.survey && isRight(this.question, response);
    if (this.survey || review === "nothing") return right;
    const { say } = this.tools;
    const marks = this.type.marks(this.question, response);
    this.fieldset.dataset.result = right ? "right" : "wrong";
    this.mark(marks);
    this.note(say(right ? "quiz.right" : "quiz.wrong"), "verdict");
    this.note(this.type.understood?.(this.question, response, say) ?? "");
    if (review === "result") return right;
    for (const html of this.words(right, marks)) this.addWords(html);
    if (review === "answers" && !right) this.showAnswer(marks);
    return right;
  }

  /** A line below the verdict. */
  note(text: string, className = "feedback-note"): void {
    if (text) this.feedback.append(element("p", className, text));
  }

  /** Something that stands once with the question, above its buttons. */
  place(part: HTMLElement, className: string): void {
    this.fieldset.querySelector(`.${className}`)?.remove();
    this.problem.before(part);
  }

  get hints(): string[] {
    return this.said.hints ?? [];
  }

  /** Marked at the options, or in words below the feedback. */
  private showAnswer(marks: ReadonlyMap<number, boolean>): void {
    const { type, question, tools } = this;
    if (type.rightOptions) this.mark(marks, new Set(type.rightOptions(question)));
    const lines = type.answer?.(question, this.fieldset, tools.say) ?? [];
    if (lines.length === 0) return;
    const list = element("ul", "answer");
    list.append(...lines.map((line) => element("li", "", line)));
    this.note(tools.say("quiz.answer"), "answer-title");
    this.feedback.append(list);
  }

  clear(): void {
    delete this.fieldset.dataset.result;
    this.feedback.replaceChildren();
    this.mark(new Map());
    this.blame(null);
  }

  /** An error tied to the fields, or none. */
  blame(text: string | null): void {
    this.problem.textContent = text ?? "";
    this.problem.hidden = text === null;
    for (const target of [this.fieldset, ...fields(this.fieldset)]) {
      if (text === null) target.removeAttribute("aria-describedby");
      else target.setAttribute("aria-describedby", this.problem.id);
    }
    for (const field of this.blamable) {
      if (text !== null) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  /** On the first field that wants something. */
  focus(): void {
    const open = fields(this.fieldset).filter((field) => !field.disabled);
    (open.find((field) => field.value === "" && field instanceof HTMLSelectElement) ?? open[0])?.focus();
  }

  /** Fields of which one can be wrong by itself: those to write in, and lists that are blank. */
  private get blamable(): HTMLElement[] {
    return all(".options :is(.write :is(input, textarea), .pair select)", this.fieldset).filter(
      (field) => field.hasAttribute("aria-invalid") || !(field instanceof HTMLSelectElement && field.value),
    );
  }

  focusFeedback(): void {
    this.feedback.tabIndex = -1;
    this.feedback.focus();
  }

  private thank(response: string): void {
    if (response === "") return;
    this.fieldset.dataset.result = "noted";
    const { thanks } = this.said;
    if (thanks) this.addWords(thanks);
    else this.note(this.tools.say("quiz.noted"));
  }

  private get said(): Feedback {
    return JSON.parse(unveil(this.question.feedback, this.question.n)) as Feedback;
  }

  private words(right: boolean, marks: ReadonlyMap<number, boolean>): string[] {
    const { correct, incorrect, options } = this.said;
    const heard = [...marks].filter(([, good]) => !good || !this.type.remarksOnWrong);
    const remarks = heard.map(([n]) => options?.[n]);
    return [right ? correct : incorrect, ...remarks].filter((html): html is string => Boolean(html));
  }

  private addWords(html: string): void {
    const words = element("div", "feedback-text");
    setCleanHtml(words, html);
    asButtons(words);
    this.feedback.append(words);
  }

  /** Marks what was answered; `answer` are the options that should have been picked. */
  private mark(marks: ReadonlyMap<number, boolean>, answer: ReadonlySet<number> = new Set()): void {
    for (const [n, part] of partsOf(this.fieldset)) {
      const right = marks.get(n);
      const missed = right === undefined && answer.has(n);
      part.querySelector(".option-mark")?.remove();
      part.classList.toggle("is-right", right === true);
      part.classList.toggle("is-wrong", right === false);
      part.classList.toggle("is-answer", missed);
      const key = missed ? "quiz.option-answer" : right ? "quiz.option-right" : "quiz.option-wrong";
      if (missed || right !== undefined) part.append(element("span", "option-mark", this.tools.say(key)));
    }
  }
}
