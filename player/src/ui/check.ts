// A check on the way: every question has its own button, feedback comes at once, and nothing of it is scored.
import type { QuizData } from "../course.ts";
import { CLOSED, openQuiz, quizState } from "../state.ts";
import { QuizForm, type QuizHost } from "./quiz.ts";
import { TriedQuestion } from "./tried.ts";

export function mountCheck(form: HTMLFormElement, quiz: QuizData, host: QuizHost): void {
  const kept = quizState(host.state, quiz);
  const open = kept.mode === CLOSED ? openQuiz(host.state, quiz) : kept;
  // From the start, so that answers from another window or device go into what the page shows.
  host.state.quizzes.set(quiz.n, open);
  const quizForm = new QuizForm(form, quiz, host);
  quizForm.lay(open);
  const questions = quizForm.pairs(open).map(([view, entry]) => new TriedQuestion(view, entry, { quiz, open, host }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    questions.find(({ view }) => view.fieldset.contains(document.activeElement))?.check();
  });
}
