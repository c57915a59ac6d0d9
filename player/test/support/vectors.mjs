// Writes tests/vectors/: cases that the player and the build's own implementation must agree on.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { answerCases, partCases, orderCases as sequenceCases } from "./answers.mjs";
import { course, question, quiz } from "./course.mjs";
import { load } from "./load.mjs";
import { pluralCases } from "./plurals.mjs";

const m = await load(
  "suspend",
  "state",
  "veil",
  "order",
  "clock",
  "scoring",
  "rules",
  "runtime/status12",
  "questions/picks",
  "texts",
  "keeps/commitment",
  "keeps/scenario",
);

const FOLDER = new URL("../../../tests/vectors/", import.meta.url);

const entry = (n, ...picks) => ({ ...m.openEntry(n), response: m.writePicks(picks) });
const best = (earned, possible, ...objectives) => ({ earned, possible, objectives: new Map(objectives) });
const of = (earned, possible) => ({ earned, possible });

const EMPTY = m.freshState();

/** 310 blocks on 40 pages, 140 questions in ten checks of ten and an assessment of forty, everything seen and answered. */
export function largeState() {
  const seen = new Set(Array.from({ length: 310 }, (_, at) => at + 1));
  const quizzes = new Map();
  for (let n = 1; n <= 10; n++) {
    const entries = Array.from({ length: 10 }, (_, at) => entry((n - 1) * 10 + at + 1, 1 + (at % 4)));
    quizzes.set(n, { ...m.freshQuiz(), mode: 1, entries });
  }
  const entries = Array.from({ length: 40 }, (_, at) => entry(101 + at, ...(at % 3 ? [1 + (at % 4)] : [1, 3, 4])));
  const result = best(3700, 4000, ...[1, 2, 3, 4, 5].map((n) => [n, of(700, 800)]));
  quizzes.set(11, { ...m.freshQuiz(), attempts: 3, best: result, mode: 2, seed: 2 ** 30 - 1, entries });
  return {
    ...m.freshState(),
    page: 40,
    completed: true,
    passed: true,
    failed: false,
    nextInteraction: 320,
    seen,
    quizzes,
  };
}

const STATES = {
  "nothing yet": EMPTY,
  "first page, two blocks seen": { ...EMPTY, page: 1, seen: new Set([1, 2]) },
  "numbers over 31 and flags": {
    ...EMPTY,
    page: 33,
    completed: true,
    failed: true,
    nextInteraction: 1024,
    seen: new Set([0, 5, 6, 63]),
  },
  "a check with one of two answered": {
    ...EMPTY,
    page: 2,
    nextInteraction: 3,
    quizzes: new Map([[1, { ...m.freshQuiz(), mode: 1, entries: [entry(7, 2, 40), entry(8)] }]]),
  },
  "an assessment with its result on show": {
    ...EMPTY,
    page: 4,
    passed: true,
    nextInteraction: 9,
    seen: new Set([3]),
    quizzes: new Map([
      [
        2,
        {
          ...m.freshQuiz(),
          attempts: 2,
          best: best(400, 500, [1, of(133, 200)], [70, of(267, 300)]),
          mode: 2,
          seed: 123456789,
          entries: [entry(12, 0), entry(3, 1)],
        },
      ],
      [40, { ...m.freshQuiz(), attempts: 1, best: best(0, 3300), used: new Set([3, 12]), since: 217_000_000 }],
    ]),
  },
  "tries, hints, confidence, an answer carried over, extra time": {
    ...EMPTY,
    page: 1,
    quizzes: new Map([
      [
        1,
        {
          ...m.freshQuiz(),
          mode: 1,
          since: 1,
          extra: 50,
          entries: [
            { ...entry(1, 2), tries: 2, hints: 1, confidence: 3 },
            { ...entry(2, 1), carried: true },
            { ...entry(3), tries: 7, hints: 7 },
          ],
        },
      ],
    ]),
  },
  "a page passed over, two bookmarks": { ...EMPTY, page: 2, passedOver: new Set([2]), bookmarks: new Set([1, 40]) },
  "what a learner put into blocks": {
    ...EMPTY,
    page: 1,
    kept: new Map([
      [70, m.writePicks([1, 3])],
      [3, m.writeText("Grüße, 你好 – and a\nnew line")],
      [12, m.writeCommitment({ made: true, day: "2027-01-31", items: [2] })],
    ]),
  },
  "310 blocks and 140 questions": largeState(),
};

/** As JSON: sets as sorted lists. */
function plainState(state) {
  const quizzes = [...state.quizzes].map(([n, { best, used, entries, ...rest }]) => ({
    quiz: n,
    ...rest,
    earned: best?.earned ?? 0,
    possible: best?.possible ?? 0,
    objectives: [...(best?.objectives ?? [])].map(([aim, points]) => [aim, points.earned, points.possible]),
    used: [...used],
    entries,
  }));
  const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
  return {
    ...state,
    seen: sorted(state.seen),
    quizzes,
    passedOver: sorted(state.passedOver),
    bookmarks: sorted(state.bookmarks),
    kept: [...state.kept].sort(([a], [b]) => a - b).map(([block, response]) => ({ block, response })),
  };
}

export function suspendCases() {
  return Object.entries(STATES).map(([name, state]) => ({
    name,
    state: plainState(state),
    text: m.writeSuspend(state),
  }));
}

export function keptCases() {
  const texts = ["", "Plain words 123", "a_b-c", "Grüße, 你好 😀\n\t", "\ud800 alone", "\uffff".repeat(3)];
  const commitments = [
    { made: false, day: "", items: [] },
    { made: false, day: "2020-01-01", items: [] },
    { made: true, day: "2027-01-31", items: [1, 35] },
    { made: false, day: "9999-12-31", items: [2] },
  ];
  return {
    texts: texts.map((text) => ({
      text,
      units: [...text.split("")].map((c) => c.charCodeAt(0)),
      response: m.writeText(text),
    })),
    commitments: commitments.map((each) => ({ ...each, response: m.writeCommitment(each) })),
  };
}

export function veilCases() {
  const texts = [
    "[1]",
    "[2,3]",
    "",
    '{"correct":"<p>Yes.</p>","incorrect":"<p>No.</p>","options":{}}',
    "größer – 大 😀",
  ];
  return texts.flatMap((text) => [0, 1, 77, 4000].map((n) => ({ n, text, veiled: m.veil(text, n) })));
}

export function orderCases() {
  const numbers = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89];
  const seeds = [0, 1, 123456789, 2 ** 30 - 1];
  const asked = (seed, draw, shuffleQuestions) => ({
    seed,
    draw,
    shuffleQuestions,
    questions: numbers,
    asked: m.questionOrder(
      quiz(
        1,
        numbers.map((n) => question(n, [1])),
        { draw, shuffleQuestions },
      ),
      seed,
    ),
  });
  const shuffled = (seed, n, options) => ({
    seed,
    question: n,
    options,
    shown: m.optionOrder(quiz(1, [], { shuffleOptions: true }), question(n, [1], { options }), seed),
  });
  const setOf = { 5: 5, 8: 5, 13: 5, 34: 34, 55: 34 };
  const drawnSets = (seed, rows, shuffleQuestions, used) => {
    const listed = numbers.map((n) => question(n, [1], n in setOf ? { set: setOf[n] } : {}));
    const draws = rows?.map(([count, from]) => ({ count, from })) ?? null;
    const pool = quiz(1, listed, { draws, shuffleQuestions });
    const asked = m.questionOrder(pool, seed, new Set(used));
    return { seed, rows, shuffleQuestions, used, questions: numbers, setOf, asked, most: m.mostAsked(pool) };
  };
  const heads = [1, 2, 3, 5, 21, 34, 89];
  return {
    sets: seeds.flatMap((seed) => [
      drawnSets(seed, null, false, []),
      drawnSets(seed, null, true, []),
      drawnSets(seed, [[3, heads]], true, []),
      drawnSets(seed, [[3, heads]], false, [1, 8, 21]),
      drawnSets(
        seed,
        [
          [1, [5, 34]],
          [2, [1, 2, 3]],
        ],
        true,
        [55],
      ),
    ]),
    mix: seeds.flatMap((seed) => [0, 1, 2, 64, 65, 8961].map((n) => ({ seed, n, value: m.mix(seed, n) }))),
    questions: seeds.flatMap((seed) => [
      asked(seed, 4, false),
      asked(seed, 4, true),
      asked(seed, null, true),
      asked(seed, null, false),
    ]),
    options: seeds.flatMap((seed) => [shuffled(seed, 3, [1, 2, 3, 4]), shuffled(seed, 140, [2, 3, 7, 9, 10])]),
  };
}

const RATIOS = [
  [0, 1],
  [1, 3],
  [2, 3],
  [4, 5],
  [5, 8],
  [79996, 100000],
  [29, 100],
  [7, 7],
  [999, 1000],
  [11, 14],
  [1, 10000],
  [57, 100],
];

const ATTEMPTS = [
  [
    [2, 4],
    [1, 2],
  ],
  [
    [1, 2],
    [3, 5],
    [3, 6],
  ],
  [
    [0, 4],
    [0, 5],
  ],
  [
    [3, 4],
    [4, 4],
    [1, 4],
  ],
];

/** [name, pass mark, completion rule, pages done, best and tries of each assessment: [earned, possible, handed in, allowed]]. */
const VERDICTS = [
  ["nothing done", 80, ["all", "passed"], false, [[0, 0, 0, 3]]],
  ["passed, pages left", 80, ["all", "passed"], false, [[4, 5, 1, 3]]],
  ["passed and read", 80, ["all", "passed"], true, [[4, 5, 1, 3]]],
  ["one point under the mark, tries left", 80, ["all", "passed"], true, [[79, 100, 2, 3]]],
  ["one point under the mark, no try left", 80, ["all", "passed"], true, [[79, 100, 3, 3]]],
  ["79.996 per cent is not 80", 80, ["none", "passed"], true, [[79996, 100000, 1, 1]]],
  ["exactly on the mark", 70, ["none", "passed"], false, [[7, 10, 1, null]]],
  ["tries without limit never fail", 70, ["none", "passed"], false, [[0, 10, 99, null]]],
  [
    "two assessments, one not handed in",
    50,
    ["none", "passed"],
    true,
    [
      [5, 5, 1, 1],
      [0, 0, 0, 1],
    ],
  ],
  [
    "two assessments, together over the mark",
    50,
    ["none", "passed"],
    true,
    [
      [5, 5, 1, 1],
      [1, 5, 1, 1],
    ],
  ],
  [
    "two assessments, no try left in one only",
    90,
    ["none", "passed"],
    true,
    [
      [5, 5, 1, 1],
      [1, 5, 1, 2],
    ],
  ],
  ["handed in is enough", null, ["none", "submitted"], false, [[0, 5, 1, null]]],
  ["handed in, pages left", null, ["all", "submitted"], false, [[5, 5, 1, null]]],
  ["only reading", null, ["all", "none"], true, []],
  ["only reading, not yet", null, ["all", "none"], false, []],
  ["a rule that asks nothing still asks for the pages", null, ["none", "none"], false, []],
  ["handed in completes, a pass is still open", 80, ["none", "submitted"], false, [[1, 5, 1, 2]]],
];

function verdictCase([name, passMark, [pages, rule], pagesDone, tries]) {
  const quizzes = tries.map(([, , , attempts], at) => quiz(at + 1, [question(at + 1, [1])], { attempts }));
  const data = course({
    passMark,
    completion: { pages, assessments: rule },
    quizzes,
    pages: [{ n: 1, id: "p", title: "P", blocks: [1], quizzes: [] }],
  });
  const state = m.freshState();
  if (pagesDone) state.seen.add(1);
  tries.forEach(([earned, possible, attempts], at) => {
    const best = attempts ? { earned, possible, objectives: new Map() } : null;
    state.quizzes.set(at + 1, { ...m.freshQuiz(), attempts, best });
  });
  const assessments = tries.map(([earned, possible, handedIn, attempts]) => ({ earned, possible, handedIn, attempts }));
  return {
    name,
    passMark,
    completion: data.completion,
    pagesDone,
    assessments,
    ...outcome(data, m.judge(data, state)),
  };
}

function outcome(data, verdict) {
  const { completed, success, score, settled } = verdict;
  const told = score && { ...score, percent: m.percentText(score), scaled: m.scaled(score) };
  return { completed, success, settled, score: told, lessonStatus: m.lessonStatus(data, verdict) };
}

const POLICIES = ["all-or-nothing", "per-part", "right-minus-wrong"];

/** One of three options, or several of five. */
function rightCase(key, options, points, picked) {
  const asked = (policy) => question(1, key, { options, points, policy });
  const response = m.writePicks(picked);
  const earned = Object.fromEntries(
    POLICIES.map((policy) => [policy, m.earned(asked(policy), { response, tries: 1, hints: 0 })]),
  );
  return { key, options, points, picked, right: m.isRight(asked("per-part"), response), earned };
}

function rightCases() {
  const five = [1, 2, 3, 4, 5];
  const several = [[], [2], [3], [1], [2, 3], [3, 2], [1, 2], [1, 2, 3], [1, 4], five, [1, 4, 5]];
  return [
    ...several.flatMap((picked) => [1, 7].map((points) => rightCase([2, 3], five, points, picked))),
    ...several.map((picked) => rightCase([1, 4, 5], five, 1, picked)),
    ...[[], [1], [2]].map((picked) => rightCase([2], [1, 2, 3], 3, picked)),
  ];
}

const points = ({ earned, possible }) => [earned, possible];

/** Wrong tries and hints: one of three options, right at the last try. */
function costCases() {
  const costs = [
    [0, []],
    [25, []],
    [30, [10, 20]],
    [0, [5, 50, 60]],
    [100, [100]],
  ];
  return costs.flatMap(([penalty, hintCosts]) =>
    [1, 3].flatMap((points) =>
      [1, 2, 3, 5].flatMap((tries) =>
        [0, 1, 2, 3].map((hints) => {
          const asked = question(1, [2], { options: [1, 2, 3], points, penalty, hintCosts, policy: "all-or-nothing" });
          const answered = { response: m.writePicks([2]), tries, hints };
          return { points, penalty, hintCosts, tries, hints, earned: m.earned(asked, answered) };
        }),
      ),
    ),
  );
}

/** Six questions on three objectives and on none, answered right or wrong: what each objective gets, and who passes by which mark. */
function objectiveCases() {
  const aims = [1, 1, 2, 2, 3, 0];
  const weights = [1, 2, 1, 1, 3, 2];
  const questions = aims.map((aim, at) => question(at + 1, [1], { aim, points: weights[at] }));
  return Array.from({ length: 64 }, (_, bits) => {
    const right = aims.map((_, at) => Boolean(bits & (1 << at)));
    const entries = right.map((good, at) => ({
      ...m.openEntry(at + 1),
      tries: 1,
      response: m.writePicks([good ? 1 : 2]),
    }));
    const result = m.score(quiz(1, questions), entries);
    const passed = [
      [],
      [[1, 60]],
      [
        [1, 60],
        [2, 100],
      ],
      [[3, 1]],
    ].map((marks) => ({
      passMark: 50,
      marks,
      passed: m.attemptPassed(result, 50, new Map(marks)),
    }));
    return {
      aims,
      points: weights,
      right,
      objectives: [...result.objectives].map(([n, one]) => [n, ...points(one)]),
      passed,
    };
  });
}

/** Several assessments to one score: by points, by weights, and with one of no weight. */
function totalCases() {
  const handedIn = [
    [
      [300, 400],
      [500, 1000],
    ],
    [
      [300, 300],
      [0, 700],
    ],
    [
      [1, 300],
      [2, 700],
      [3, 1100],
    ],
    [[100, 100], null],
  ];
  const weights = [
    [null, null, null],
    [1, 1, 1],
    [30, 70, 5],
    [2, null, 5],
  ];
  return handedIn.flatMap((best) =>
    weights.map((all) => {
      const used = all.slice(0, best.length);
      const whole = m.total(
        best.map((one) => one && of(...one)),
        used,
      );
      return { best, weights: used, total: whole && m.percentText(whole) };
    }),
  );
}

export function scoringCases() {
  return {
    right: rightCases(),
    percent: RATIOS.map(([earned, possible]) => {
      const ratio = { earned, possible };
      return { ...ratio, percent: m.percentText(ratio), scaled: m.scaled(ratio) };
    }),
    best: ATTEMPTS.map((attempts) => ({
      attempts,
      best: points(attempts.map(([earned, possible]) => best(earned, possible)).reduce((a, b) => m.better(a, b), null)),
    })),
    costs: costCases(),
    objectives: objectiveCases(),
    totals: totalCases(),
    verdicts: VERDICTS.map(verdictCase),
  };
}

export function durationCases() {
  const times = [0, 9, 10, 999, 1000, 61_500, 3_599_999, 3_600_000, 86_400_000, 35_999_999_000, 36_000_000_000, 1e15];
  return times.map((ms) => ({ ms, scorm12: m.timespan(ms), iso: m.isoDuration(ms) }));
}

export const VECTORS = {
  suspend: suspendCases,
  kept: keptCases,
  veil: veilCases,
  order: orderCases,
  scoring: scoringCases,
  duration: durationCases,
  plurals: pluralCases,
  answers: answerCases,
  types: () => ({ parts: partCases(), sequences: sequenceCases() }),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, cases] of Object.entries(VECTORS)) {
    writeFileSync(new URL(`${name}.json`, FOLDER), `${JSON.stringify(cases(), null, 1)}\n`);
  }
}
