// Goes on in a new package with what an LMS kept of the old one, for the Python tests: reads [{course, suspend, handIn?}, …] as JSON and
// writes what the player makes of each.
import { readFileSync } from "node:fs";
import { load } from "./load.mjs";

const m = await load("suspend", "state", "rules", "scoring");

function goOn({ course, suspend, handIn }) {
  const read = m.readSuspend(suspend, course.id);
  if (!read) return { read: false };
  const state = m.prune(read, course);
  const handed = course.quizzes.find(({ id }) => id === handIn);
  if (handed) m.handIn(state.quizzes.get(handed.n), handed, m.marksOf(course));
  const { completed, success, score } = m.judge(course, state);
  const ratio = score && (100 * score.earned) / score.possible;
  const done = course.pages.filter((page) => m.pageDone(page, course, state)).map(({ id }) => id);
  const kept = Object.fromEntries(course.keeps.map(({ n, id }) => [id, state.kept.get(n) ?? ""]));
  const quizzes = Object.fromEntries(course.quizzes.map((quiz) => [quiz.id, standing(quiz, m.quizState(state, quiz))]));
  return { read: true, completed, success, score: ratio, done, kept, quizzes };
}

function standing(quiz, { attempts, mode, entries }) {
  const name = (n) => quiz.questions.find((question) => question.n === n).id;
  const answered = entries.filter(({ response }) => response !== "").map(({ question }) => name(question));
  return { attempts, mode, asked: entries.map(({ question }) => name(question)), answered };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(goOn)));
