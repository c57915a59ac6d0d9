// What checks and assessments share: the questions of the attempt, in their order, with the kept responses.
import type { CourseData, QuizData } from "../course.ts";
import { optionOrder } from "../order.ts";
import type { Verdict } from "../rules.ts";
import type { Marks } from "../scoring.ts";
import type { Entry, QuizState } from "../state.ts";
import { all } from "./dom.ts";
import type { PageHost } from "./host.ts";
import { QuestionView } from "./question.ts";

/** What a quiz asks of the player around it. */
export interface QuizHost extends PageHost {
  passMark: number | null;
  objectives: CourseData["objectives"];
  marks: Marks;
  judge(): Verdict;
}

export class QuizForm {
  readonly views: QuestionView[];

  constructor(
    readonly form: HTMLFormElement,
    readonly quiz: QuizData,
    readonly host: QuizHost,
  ) {
    this.views = all<HTMLFieldSetElement>(".question", form).flatMap((fieldset) => {
      const question = quiz.questions.find((each) => each.n === Number(fieldset.dataset.question));
      return question ? [new QuestionView(fieldset, question, host)] : [];
    });
  }

  view(question: number): QuestionView | undefined {
    return this.views.find((view) => view.question.n === question);
  }

  /** The views of an attempt with their entries, in the order of asking. */
  pairs(open: QuizState): [QuestionView, Entry][] {
    return open.entries.flatMap((entry): [QuestionView, Entry][] => {
      const view = this.view(entry.question);
      return view ? [[view, entry]] : [];
    });
  }

  /** Shows the attempt's questions and hides the others. */
  lay(open: QuizState): void {
    // A set takes its story with it, and its questions stay together.
    const units = new Map<HTMLElement, QuestionView[]>();
    for (const [view] of this.pairs(open)) {
      const unit = view.fieldset.closest<HTMLElement>(".question-set") ?? view.fieldset;
      units.set(unit, [...(units.get(unit) ?? []), view]);
    }
    const asked = [...units.values()].flat();
    for (const view of this.views) if (!asked.includes(view)) view.leaveOut();
    for (const set of all(".question-set", this.form)) set.hidden = !units.has(set);
    this.form.querySelector(".questions")?.append(...units.keys());
    asked.forEach((view, at) => {
      view.fieldset.closest(".question-set")?.append(view.fieldset);
      view.ask(at + 1, asked.length, optionOrder(this.quiz, view.question, open.seed), open.seed);
    });
    for (const entry of open.entries) this.restore(entry.question, entry.response);
  }

  private restore(question: number, response: string): void {
    const view = this.view(question);
    if (!view) return;
    view.clear();
    view.lock(false);
    view.response = response;
  }
}
