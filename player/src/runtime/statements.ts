// The xAPI statements of the player. Scores are whole points and a scaled value that is cut, never rounded up to a pass.
import { isoDuration } from "../clock.ts";
import type { Activity, CourseData, QuizData } from "../course.ts";
import type { Interaction } from "../interactions.ts";
import { inPoints, type Ratio, reaches, scaled } from "../scoring.ts";
import type { Launch } from "./launch.ts";
import type { Result } from "./runtime.ts";
import { randomUuid, uuidFor } from "./uuid.ts";

export const VERBS = "http://adlnet.gov/expapi/verbs/";
/** 1 to 3: unsure to sure. */
const CONFIDENCE = "https://coursepack.example/xapi/extensions/confidence";
const PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress";

export type VerbName =
  | "initialized"
  | "attempted"
  | "progressed"
  | "answered"
  | "scored"
  | "completed"
  | "passed"
  | "failed"
  | "terminated";

export interface Statement {
  id: string;
  timestamp: string;
  actor: Launch["actor"];
  verb: { id: string; display: Record<string, string> };
  object: Activity;
  result?: Record<string, unknown>;
  context: Record<string, unknown>;
}

export interface Parts {
  object?: Activity;
  result?: Record<string, unknown>;
  parent?: Activity[];
  /** Makes the id follow from the learner and the course, so that the statement can exist only once. */
  once?: boolean;
  at?: Date;
}

const reference = ({ id }: Activity): Activity => ({ id, objectType: "Activity" });

export class Statements {
  readonly course: Activity;

  constructor(
    private readonly data: CourseData,
    protected readonly launch: Launch,
  ) {
    const id = launch.activityId ?? data.id;
    this.course = { ...data.activities?.course, id, objectType: "Activity" };
  }

  /** Names the learner's try at the course: the registration if there is one. */
  get attempt(): string {
    const { registration, actor } = this.launch;
    return `${this.course.id} ${registration ?? JSON.stringify(actor)}`;
  }

  /** Of a statement that an attempt can make only once. */
  onlyId(verb: VerbName): string {
    return uuidFor(`${verb} ${this.attempt}`);
  }

  about(verb: VerbName, parts: Parts = {}): Statement {
    const { object = this.course, result, parent = [], once = false, at = new Date() } = parts;
    return {
      id: once ? this.onlyId(verb) : randomUuid(),
      timestamp: at.toISOString(),
      actor: this.launch.actor,
      verb: { id: VERBS + verb, display: { "en-US": verb } },
      object,
      ...(result && { result }),
      context: this.context(parent),
    };
  }

  progressed(percent: number): Statement {
    return this.about("progressed", { result: { extensions: { [PROGRESS]: percent } } });
  }

  answered(told: Interaction): Statement {
    const { response, outcome, score, confidence, parent, at, latency } = told;
    const result = {
      ...(outcome !== "neutral" && { success: outcome === "correct" }),
      ...(response.xapi !== null && { response: response.xapi }),
      ...(score && { score: points(score) }),
      ...(confidence > 0 && { extensions: { [CONFIDENCE]: confidence } }),
      ...(latency !== null && { duration: isoDuration(latency) }),
    };
    const within = parent === null ? this.course : this.activity(parent);
    return this.about("answered", { object: this.asked(told), result, parent: [within], at });
  }

  /** How one assessment went; without a pass mark it is only handed in. */
  handedIn({ quiz, result, passed }: Result): Statement {
    const verb = passed === null ? "completed" : passed ? "passed" : "failed";
    const success = passed === null ? {} : { success: passed };
    const told = { ...success, completion: true, score: points(result) };
    return this.about(verb, { object: this.quiz(quiz), result: told, parent: [this.course] });
  }

  /** How the attempt went in each objective that it asked. */
  objectives({ quiz, result }: Result): Statement[] {
    return this.data.objectives.flatMap(({ n, mark }) => {
      const ratio = result.objectives.get(n);
      if (!ratio) return [];
      const success = mark === null ? null : reaches(ratio, mark);
      const verb = success === null ? "scored" : success ? "passed" : "failed";
      const told = { ...(success !== null && { success }), score: points(ratio) };
      return [this.about(verb, { object: this.activity(`objective/${n}`), result: told, parent: [this.quiz(quiz)] })];
    });
  }

  completed(elapsed: number): Statement {
    return this.about("completed", { once: true, result: { completion: true, duration: isoDuration(elapsed) } });
  }

  verdict(verb: "passed" | "failed", score: Ratio | null, elapsed: number): Statement {
    const told = { success: verb === "passed", ...(score && { score: points(score) }), duration: isoDuration(elapsed) };
    return this.about(verb, { once: true, result: told });
  }

  terminated(elapsed: number): Statement {
    return this.about("terminated", { result: { duration: isoDuration(elapsed) } });
  }

  /** The course's own statements, that an LMS judges by. */
  weighty({ verb, object }: Statement): boolean {
    return object.id === this.course.id && verb.id !== `${VERBS}progressed`;
  }

  private context(parent: Activity[]): Record<string, unknown> {
    const { registration } = this.launch;
    const grouping = parent.length ? [reference(this.course)] : [];
    return {
      ...(registration && { registration }),
      language: this.data.language,
      platform: "coursepack",
      revision: this.data.version,
      ...(parent.length && { contextActivities: { parent: parent.map(reference), grouping } }),
    };
  }

  private quiz(quiz: QuizData): Activity {
    return this.activity(`quiz/${quiz.n}`);
  }

  /** The right answer is added here, because it does not stand in course.js in plain sight. */
  private asked({ activity: key, patterns }: Interaction): Activity {
    const { definition, ...activity } = this.activity(key);
    const right = patterns.flatMap(({ xapi }) => (xapi === null ? [] : [xapi]));
    const known = right.length > 0 && { correctResponsesPattern: right };
    return { ...activity, definition: { ...definition, ...known } };
  }

  private activity(key: string): Activity {
    return { ...(this.data.activities?.[key] ?? { id: `${this.data.id}/${key}` }), objectType: "Activity" };
  }
}

function points(result: Ratio): Record<string, number> {
  return { scaled: scaled(result), raw: inPoints(result.earned), min: 0, max: inPoints(result.possible) };
}
