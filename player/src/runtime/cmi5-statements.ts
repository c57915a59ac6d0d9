// The statements of a cmi5 course. Those about the course itself by cmi5's verbs are "cmi5 defined" (7.1.3), all others "cmi5 allowed".
import type { Activity, CourseData } from "../course.ts";
import type { Ratio } from "../scoring.ts";
import type { Cmi5Launch } from "./cmi5-launch.ts";
import { type Parts, type Statement, Statements, VERBS, type VerbName } from "./statements.ts";

const CMI5 = "https://w3id.org/xapi/cmi5/context/";
const DEFINED = new Set<VerbName>(["initialized", "completed", "passed", "failed", "terminated"]);
const JUDGING = new Set<VerbName>(["completed", "passed", "failed"]);

type Lists = Record<string, Activity | Activity[]>;

export interface Template {
  contextActivities?: Lists;
  extensions?: Record<string, unknown>;
  [other: string]: unknown;
}

export class Cmi5Statements extends Statements {
  /** What every context is made on (10.2.1). */
  template: Template = {};
  /** The mark that the LMS asks for, 0 to 1. */
  mastery: number | null = null;

  constructor(data: CourseData, launch: Cmi5Launch) {
    super(data, launch);
  }

  /** A quiz or an objective is scored: no LMS shall take its `passed` for the course's. */
  about(verb: VerbName, parts: Parts = {}): Statement {
    const judging = JUDGING.has(verb);
    const part = parts.object !== undefined;
    const statement = super.about(part && judging ? "scored" : verb, parts);
    const categories = part || !DEFINED.has(verb) ? [] : judging ? ["cmi5", "moveon"] : ["cmi5"];
    return { ...statement, context: this.within(statement.context, categories) };
  }

  verdict(verb: "passed" | "failed", score: Ratio | null, elapsed: number): Statement {
    const statement = super.verdict(verb, score, elapsed);
    const { result, context } = statement;
    const told = result?.score as Record<string, number> | undefined;
    const mastery = this.mastery === null ? {} : { [`${CMI5}extensions/masteryscore`]: this.mastery };
    return {
      ...statement,
      result: { ...result, ...(told && { score: whole(told) }) },
      context: { ...context, extensions: { ...mastery, ...(context.extensions as object) } },
    };
  }

  /** The end has to be the last to arrive. */
  weighty(statement: Statement): boolean {
    return super.weighty(statement) && statement.verb.id !== `${VERBS}terminated`;
  }

  private within({ contextActivities, ...own }: Record<string, unknown>, categories: string[]): Statement["context"] {
    const { contextActivities: given = {}, ...template } = this.template;
    const category = categories.map((name) => ({ id: `${CMI5}categories/${name}`, objectType: "Activity" as const }));
    const mine: Lists = { ...(contextActivities as Lists), ...(category[0] && { category }) };
    const lists = Object.keys({ ...given, ...mine }).map((name) => [
      name,
      joined(listed(given[name]), listed(mine[name])),
    ]);
    return { ...own, ...template, contextActivities: Object.fromEntries(lists) };
  }
}

const listed = (some: Activity | Activity[] | undefined): Activity[] => (some === undefined ? [] : [some].flat());

function joined(given: Activity[], more: Activity[]): Activity[] {
  return [...given, ...more.filter(({ id }) => !given.some((each) => each.id === id))];
}

/** Points are whole numbers in cmi5; where they are not, the scaled score says it all. */
function whole({ scaled, ...points }: Record<string, number>): Record<string, number | undefined> {
  return { scaled, ...(Object.values(points).every(Number.isInteger) && points) };
}
