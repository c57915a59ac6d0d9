// Cases of what answers mean, for tests/vectors/: written answers, numbers, and how far an answer of each type is right.
import { question } from "./course.mjs";
import { load } from "./load.mjs";

const m = await load(
  "questions/fold",
  "questions/decimal",
  "questions/index",
  "questions/picks",
  "questions/sequencing",
  "texts",
  "scoring",
  "veil",
  "interactions",
);

const TEXTS = [
  ...["", " ", "Water", "  still \u00a0 water ", "STILL\tWATER\n", "w\u200bat\u00ader", "Wa-ter", "wa–ter"],
  ...["Épinéphrine", "e\u0301pine\u0301phrine", "Straße", "STRASSE", "ẞ", "Æther", "æther", "œuvre", "Ø", "łódź"],
  ...[
    "İstanbul",
    "ISTANBUL",
    "ıstanbul",
    "ΟΔΥΣΣΕΥΣ",
    "οδυσσεύς",
    "ёлка",
    "кофей",
    "ФИО",
    "ＡＢＣ　１２",
    "ｶﾞｰｾﾞ",
    "ガーゼ",
    "か゛",
    "が",
  ],
  ...[
    "it’s",
    "it's",
    "“so”",
    "«so»",
    "مُدَرِّس",
    "مدرس",
    "ســلام",
    "שָׁלוֹם",
    "שלום",
    "हिन्दी",
    "हिनदी",
    "tiếng Việt",
    "tieng Viet",
    "한국어",
  ],
  ...["µg", "μg", "m²", "ﬁne", "𝒳", "👩‍⚕️", "a\ud800b", "?", "…", "\u3000", "naïve café"],
];

const PATTERNS = [
  ["*", ""],
  ["*", "anything"],
  ["?", ""],
  ["?", "a"],
  ["?", "👩"],
  ["a*c", "abbbc"],
  ["a*c", "ac"],
  ["a*c", "acb"],
  ["a?c", "abc"],
  ["a?c", "ac"],
  ["*glass* of water", "two glasses of water"],
  ["*glass* of water", "water"],
  ["*a*a*a*a*b", "a".repeat(200)],
  ["water", "water"],
  ["water", "waters"],
  ["", ""],
  ["", "a"],
  ["**a", "bba"],
  ["a.c", "abc"],
  ["[a]", "a"],
  ["(", "("],
  ["*?*", "a"],
  ["*?*", ""],
];

const NUMBERS = [
  ...[
    "0",
    "00",
    "-0",
    "7",
    "007",
    "1.5",
    "1,5",
    "1.50",
    "1,500",
    "1.500",
    "12,345",
    "12.345",
    "123,4567",
    "0,500",
    "0.500",
  ],
  ...[
    "1,234,567",
    "1.234.567",
    "1,234.5",
    "1.234,5",
    "1,23,456",
    "1,234,56",
    "1.2.3",
    "1,2,3",
    "1 234",
    "1 23",
    "1'234.5",
    "1’234,5",
  ],
  ...[
    "12 345 678,9",
    "1 234 5678",
    ".5",
    ",5",
    "5.",
    "5,",
    ".",
    ",",
    "",
    "-",
    "+3",
    "- 3",
    "−3.25",
    "–2",
    "--2",
    "3-4",
    "½",
    "1e3",
    "0x10",
  ],
  ...[
    "5 mg",
    "5mg",
    "5 mg.",
    "37,5 °C",
    "1.5 m",
    "mg 5",
    "five",
    "5 %",
    "5/6",
    "٣٫٥",
    "۱۲",
    "१२.५",
    "１２．５",
    "1\u202f234",
    "1\u200b5",
    " 8 ",
  ],
  ...["9".repeat(30), "9".repeat(31), "0.1", "0.30", "1.000000000000000000001"],
];

const PAIRS = [
  ["0.1", "0.10"],
  ["0.3", "0.30000000000000004"],
  ["-1", "1"],
  ["-0.5", "-0.49"],
  ["12", "12.0000000001"],
  ["9007199254740993", "9007199254740992"],
  ["0", "0.0"],
  ["150", "0.01"],
];

export function answerCases() {
  return {
    texts: TEXTS.map((text) => ({ text, exact: m.exact(text), folded: m.fold(text) })),
    patterns: PATTERNS.map(([pattern, text]) => ({ pattern, text, fits: m.fits(pattern, text) })),
    numbers: NUMBERS.flatMap((text) =>
      [".", ","].map((decimal) => ({ text, decimal, read: m.readNumber(text, decimal) })),
    ),
    exact: PAIRS.map(([a, b]) => ({ a, b, compared: Math.sign(m.compare(a, b)), product: m.times(a, b) })),
  };
}

const POLICIES = ["all-or-nothing", "per-part", "right-minus-wrong"];

const FILL = { answers: ["water", "still water"], patterns: ["*glass* of water"], exact: false };
const EXACT = { answers: ["H2O"], patterns: ["H?O"], exact: true };
const DOSE = {
  min: "487.5",
  max: "512.5",
  answer: "500",
  units: [
    ["mg", "1"],
    ["g", "1000"],
  ],
  required: false,
  decimal: ".",
};
const OPEN = { min: "38", max: null, answer: null, units: [], required: false, decimal: "," };
const HALF = { min: "0.1", max: "0.1", answer: "0.1", units: [], required: false, decimal: "." };
const MATCH = [
  [1, 3],
  [2, 1],
  [3, 2],
];
const GROUPS = [
  [1, 1],
  [2, 2],
  [3, 1],
  [4, 2],
];

/** [type, key, more of the question, responses as a learner gives them]. */
const TYPES = [
  [
    "fill-in",
    FILL,
    { maxLength: 40 },
    ["water", " WATER ", "Wáter", "two glasses of water", "sand", "", "  ", "{x}", "a[,]b"],
  ],
  ["fill-in", EXACT, { maxLength: 10 }, ["H2O", "h2o", "H₂O", " H2O", "HO"]],
  ["numeric", DOSE, {}, ["500", "500 mg", "0.5 g", "0,5G", "487.5", "487.49", "512.50", "512.51", "500 kg", "x", ""]],
  ["numeric", { ...DOSE, required: true }, {}, ["500", "500mg"]],
  ["numeric", OPEN, {}, ["38", "37,99", "1.000", "39 °C"]],
  ["numeric", HALF, {}, ["0.1", ".10", "0.10000000000000001"]],
  [
    "matching",
    MATCH,
    { options: [1, 2, 3], targets: [1, 2, 3, 4] },
    [
      MATCH,
      [
        [1, 3],
        [2, 2],
        [3, 1],
      ],
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      [[1, 3]],
      [[2, 4]],
      [],
    ],
  ],
  [
    "categorise",
    GROUPS,
    { options: [1, 2, 3, 4], targets: [1, 2], reuse: true },
    [
      GROUPS,
      [
        [1, 1],
        [2, 1],
        [3, 1],
        [4, 1],
      ],
      [
        [1, 2],
        [2, 1],
        [3, 2],
        [4, 1],
      ],
    ],
  ],
  ["sequencing", [4, 1, 3, 2], { options: [1, 2, 3, 4] }, [[4, 1, 3, 2], [1, 4, 3, 2], [1, 3, 2, 4], []]],
  ["hotspot", [2, 3], { select: "several", options: [1, 2, 3, 4] }, [[2, 3], [2], [1], [1, 2, 3, 4], []]],
  ["hotspot", [2], { select: "one", options: [1, 2] }, [[2], [1], []]],
  [
    "decision",
    [1, 5, 6],
    {
      options: [1, 2, 3, 4, 5, 6, 7],
      decisions: [
        [2, 1, 3],
        [2, 2, 4],
        [2, 3, 1],
        [4, 4, 1],
        [4, 5, 3],
        [3, 6, 5],
        [3, 7, 5],
      ],
      scenes: { 2: "desk", 3: "door", 4: "silence" },
    },
    [[1, 6], [1, 7], [2, 5, 6], [2, 5, 7], [2, 4], [3], [1], [2, 5], []],
  ],
];

/** A response as the type writes it. */
function written(given) {
  if (typeof given === "string") return m.writeText(given);
  return given.map((each) => m.writeList([each].flat())).join("");
}

function partCase(type, key, more, given, points) {
  const asked = (policy) =>
    question(1, [1], { type, select: undefined, points, policy, key: m.veil(JSON.stringify(key), 1), ...more });
  const response = written(given);
  const known = m.questionType(asked("per-part"));
  const earned = Object.fromEntries(
    POLICIES.map((policy) => [policy, m.earned(asked(policy), { response, tries: 1, hints: 0 })]),
  );
  return {
    ...{ type, key, ...more, points, given, response, parts: known.parts(asked("per-part"), response) },
    ...{ right: m.isRight(asked("per-part"), response), earned, told: known.wording(asked("per-part"), response) },
    patterns: known.patterns(asked("per-part")),
    ...(known.steps && { steps: known.steps(asked("per-part"), response) }),
  };
}

export function partCases() {
  return TYPES.flatMap(([type, key, more, responses]) =>
    responses.flatMap((given) => [1, 7].map((points) => partCase(type, key, more, given, points))),
  );
}

/** In which order a sequence begins. */
export function orderCases() {
  const keys = [
    [2, 1, 3],
    [4, 1, 3, 2],
    [5, 1, 2, 7, 9],
  ];
  return keys.flatMap((key) =>
    [0, 1, 2, 3, 99, 2 ** 30 - 1].map((seed) => {
      const options = [...key].sort((a, b) => a - b);
      const asked = question(3, [1], { type: "sequencing", options, key: m.veil(JSON.stringify(key), 3) });
      return { seed, question: 3, options, key, first: m.firstOrder(asked, seed) };
    }),
  );
}
