// What stands around a runtime in the player: the learner's state, and ears that remember what they heard.
import { load } from "./load.mjs";

export const modules = await load(
  "runtime/scorm12",
  "runtime/scorm2004",
  "runtime/interactions2004",
  "runtime/xapi",
  "runtime/cmi5",
  "runtime/cmi5-launch",
  "runtime/cmi5-session",
  "runtime/outbox",
  "runtime/lrs",
  "runtime/launch",
  "runtime/uuid",
  "runtime/statements",
  "runtime/runtime",
  "merge",
  "rules",
  "scoring",
  "state",
  "suspend",
  "questions/picks",
  "interactions",
);

export class FakePlayer {
  trouble = new Map();
  savedTimes = 0;
  elapsed = 0;
  page = "one";

  constructor(course) {
    this.course = course;
    this.state = modules.freshState();
    this.around = {
      elapsed: () => this.elapsed,
      snapshot: () => this.snapshot(),
      merge: (suspend) => this.merge(suspend),
      ears: {
        saving: () => undefined,
        saved: () => this.savedTimes++,
        trouble: (key, again) => this.trouble.set(key, again),
        calm: (key) => this.trouble.delete(key),
      },
    };
  }

  merge(suspend) {
    const theirs = modules.readSuspend(suspend);
    if (theirs) modules.merge(this.state, theirs, this.course, true);
    return theirs !== null || suspend === "";
  }

  snapshot() {
    const verdict = modules.judge(this.course, this.state);
    modules.latch(this.state, verdict);
    const progress = modules.progress(this.course, this.state);
    return { suspend: modules.writeSuspend(this.state), page: this.page, progress, verdict };
  }

  read(...blocks) {
    for (const n of blocks) this.state.seen.add(n);
  }

  /** Answers a question of the check, as the page does it. */
  check(runtime, n, picks) {
    const [quiz] = this.course.quizzes;
    const open = this.state.quizzes.get(quiz.n) ?? modules.openQuiz(this.state, quiz);
    const response = modules.writePicks(picks);
    modules.setResponse(open, n, response);
    this.state.quizzes.set(quiz.n, open);
    this.elapsed += 4000;
    runtime.record("now", { interactions: [this.answer(quiz, n, response, 4000)] });
  }

  answer(quiz, n, response, latency) {
    const question = quiz.questions.find((each) => each.n === n);
    const [told] = modules.questionAnswered(quiz, question, { ...modules.openEntry(n), response }, latency);
    return { ...told, index: this.state.nextInteraction++ };
  }

  /** Hands in the assessment. */
  submit(runtime, picks) {
    const quiz = this.course.quizzes[1];
    const open = modules.openQuiz(this.state, quiz);
    for (const [at, { n }] of quiz.questions.entries()) modules.setResponse(open, n, modules.writePicks(picks[at]));
    const result = modules.handIn(open, quiz);
    this.state.quizzes.set(quiz.n, open);
    const interactions = open.entries.map(({ question, response }) => this.answer(quiz, question, response, null));
    const passed = modules.reaches(result, this.course.passMark);
    runtime.record("now", { interactions, result: { quiz, result, passed } });
  }
}

export const RIGHT = [[1], [2, 3], [1], [1]];
export const HALF = [[1], [2], [1], [2]];

/** What sessionStorage is to the player: `kept` is what stands in it. */
export function shelf() {
  const kept = new Map();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

/** Whatever only waits for answers that are there has happened. */
export async function settled() {
  for (let turn = 0; turn < 300; turn++) await Promise.resolve();
}
