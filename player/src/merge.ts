// Two windows or devices went on with the same course: what both kept is put together, so that neither takes anything from the other.
import type { CourseData, QuizData } from "./course.ts";
import { marksOf } from "./rules.ts";
import { better } from "./scoring.ts";
import { attemptsLeft, CLOSED, type QuizState, quizState, type State, UNDER_WAY } from "./state.ts";

/** Brings into `mine` whatever `theirs` has more. `shown`: the learner looks at mine, and an attempt under way there goes on. */
export function merge(mine: State, theirs: State, course: CourseData, shown: boolean): void {
  mine.completed ||= theirs.completed;
  mine.passed ||= theirs.passed;
  mine.nextInteraction = Math.max(mine.nextInteraction, theirs.nextInteraction);
  for (const part of ["seen", "passedOver", "bookmarks"] as const) addAll(mine[part], theirs[part]);
  for (const [n, response] of theirs.kept) if (!mine.kept.get(n)) mine.kept.set(n, response);
  for (const quiz of course.quizzes) {
    const other = theirs.quizzes.get(quiz.n);
    if (other) mine.quizzes.set(quiz.n, mergeQuiz(quizState(mine, quiz), other, quiz, course, shown));
  }
}

function addAll<T>(to: Set<T>, from: ReadonlySet<T>): void {
  for (const each of from) to.add(each);
}

/** In place: the page holds on to the quiz that it shows. */
function mergeQuiz(mine: QuizState, theirs: QuizState, quiz: QuizData, course: CourseData, shown: boolean): QuizState {
  const attempts = Math.max(mine.attempts, theirs.attempts);
  const best = theirs.best ? better(mine.best, theirs.best, marksOf(course)) : mine.best;
  const used = new Set([...mine.used, ...theirs.used]);
  const goesOn = shown && mine.mode === UNDER_WAY && attemptsLeft(quiz, attempts) > 0;
  if (quiz.purpose === "check") fill(mine, theirs);
  else if (!goesOn && further(theirs, mine)) Object.assign(mine, theirs);
  return Object.assign(mine, { attempts, best, used });
}

/** By attempts; an attempt under way is later than the result of the one before; then by answers. */
function further(one: QuizState, other: QuizState): boolean {
  const [here, there] = [rank(one), rank(other)];
  return here === there ? answers(one) > answers(other) : here > there;
}

const rank = ({ attempts, mode }: QuizState) => 2 * attempts + Number(mode === UNDER_WAY);
const answers = ({ entries }: QuizState) => entries.filter(({ response }) => response !== "").length;

/** Answers of a check that only the other one has. */
function fill(mine: QuizState, theirs: QuizState): void {
  if (mine.mode === CLOSED) Object.assign(mine, theirs);
  for (const entry of mine.entries) {
    const other = theirs.entries.find(({ question }) => question === entry.question);
    if (other && entry.response === "") Object.assign(entry, other);
  }
}
