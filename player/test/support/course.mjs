// A small course: two pages, a check with two questions, an assessment with four.
import { load } from "./load.mjs";

const { veil } = await load("veil");

export function question(n, key, more = {}) {
  return {
    n,
    id: `q${n}`,
    type: "choice",
    select: key.length > 1 ? "several" : "one",
    points: 1,
    policy: "all-or-nothing",
    objective: "aim",
    aim: 1,
    penalty: 0,
    hintCosts: [],
    options: [1, 2, 3],
    fixed: false,
    key: veil(JSON.stringify(key), n),
    feedback: veil(JSON.stringify({ correct: "<p>yes</p>", incorrect: "<p>no</p>", options: {} }), n),
    ...more,
  };
}

export function quiz(n, questions, { draw, ...more } = {}) {
  return {
    n,
    id: `quiz${n}`,
    title: `Quiz ${n}`,
    purpose: "assessment",
    draws: draw ? [{ count: draw, from: questions.map((each) => each.n) }] : null,
    shuffleQuestions: false,
    shuffleOptions: false,
    attempts: null,
    weight: null,
    retry: "all",
    wait: 0,
    timeLimit: null,
    extraTime: [],
    answering: "together",
    tries: null,
    confidence: false,
    review: { before: "feedback", after: "feedback" },
    testOut: [],
    questions,
    ...more,
  };
}

export function course(more = {}) {
  const check = quiz(1, [question(1, [1]), question(2, [1], { type: "true-false", options: [1, 0], fixed: true })], {
    purpose: "check",
  });
  const final = quiz(2, [question(3, [1]), question(4, [2, 3]), question(5, [1]), question(6, [1])], { attempts: 2 });
  return {
    format: 1,
    id: "https://example.org/course",
    slug: "course",
    version: "1.0.0",
    revised: "2026-01-01",
    title: "Course",
    language: "en-US",
    minutes: 10,
    passMark: 75,
    scoreWithVerdictOnly: false,
    completion: { pages: "all", assessments: "passed" },
    pages: [
      { n: 1, id: "one", title: "One", blocks: [1, 2], quizzes: [1], seconds: 300 },
      { n: 2, id: "two", title: "Two", blocks: [3], quizzes: [2], seconds: 300 },
    ],
    quizzes: [check, final],
    keeps: [],
    objectives: [{ n: 1, id: "aim", text: "Aim", mark: null }],
    strings: {},
    ...more,
  };
}
