// The SCORM 2004 data model of one launch: what GetValue and SetValue answer, with their error codes (RTE 3.1.7).
import { parseName } from "./elements.ts";
import { ARRAYS, childrenOf, ELEMENTS, NAMED, START } from "./elements2004.ts";
import type { Answer } from "./host.ts";
import { legalPattern, legalResponse, ONE_PATTERN } from "./responses2004.ts";
import { Values } from "./values.ts";

const KEYWORD = /^(.*)\.(_children|_count|_version)$/;
const OWNER = /^(cmi\.(?:objectives|interactions)\.\d+)\.(.+)$/;
const PATTERN = /^(cmi\.interactions\.\d+)\.correct_responses\.(\d+)\.pattern$/;
const refuse = (error: string): Answer => ({ value: "", error });
const give = (value: string): Answer => ({ value, error: "0" });

export class Model2004 extends Values {
  constructor(stored: Readonly<Record<string, string>>) {
    super({ ...START, ...stored });
  }

  /** GetValue. */
  get(path: string): Answer {
    if (path === "") return refuse("301");
    const keyword = KEYWORD.exec(path);
    if (keyword) return this.keyword(keyword[1] ?? "", keyword[2] ?? "");
    if (/^adl\.nav\.request_valid\.(choice|jump)\.\{target=[^\s}]+\}$/.test(path)) return give("unknown");
    const { generic, steps } = parseName(path);
    const element = ELEMENTS[generic];
    if (!element) return refuse("401");
    if (!this.exists(steps)) return refuse("301");
    if (element.access === "wo") return refuse("405");
    return this.has(path) ? give(this.concluded(path)) : refuse("403");
  }

  /** SetValue. Returns "0" and keeps the value, or the code of the refusal. */
  set(path: string, value: string): string {
    const error = this.refusal(path, value);
    if (error === "0") this.put(path, value);
    return error;
  }

  /** What the LMS makes of completion and success where it has a measure of its own to go by (RTE 4.2.4 and 4.2.22). */
  conclusions(): Record<string, string> {
    const made: Record<string, string> = {};
    const threshold = this.raw("cmi.completion_threshold");
    const passing = this.raw("cmi.scaled_passing_score");
    if (threshold)
      made["cmi.completion_status"] = this.against("cmi.progress_measure", threshold, "completed", "incomplete");
    if (passing) made["cmi.success_status"] = this.against("cmi.score.scaled", passing, "passed", "failed");
    return made;
  }

  private against(path: string, mark: string, above: string, below: string): string {
    if (!this.has(path)) return "unknown";
    return Number(this.raw(path)) >= Number(mark) ? above : below;
  }

  private concluded(path: string): string {
    return this.conclusions()[path] ?? this.raw(path);
  }

  private keyword(parent: string, word: string): Answer {
    if (word === "_version") return parent === "cmi" ? give("1.0") : refuse("301");
    const { generic, steps } = parseName(parent);
    const isArray = ARRAYS.includes(generic);
    const children = childrenOf(generic);
    if (!isArray && !children && !(generic in ELEMENTS)) return refuse("401");
    if (!this.exists(steps)) return refuse("301");
    if (word === "_count") return isArray ? give(String(this.count(parent))) : refuse("301");
    return children ? give(children.join(",")) : refuse("301");
  }

  private refusal(path: string, value: string): string {
    if (path === "") return "351";
    if (KEYWORD.test(path)) return "404";
    const { generic, steps } = parseName(path);
    const element = ELEMENTS[generic];
    if (!element) return "401";
    if (element.access === "ro") return "404";
    if (!steps.every(([array, index]) => index <= this.count(array))) return "351";
    if (!this.named(path)) return "408";
    if (!element.type.legal(value)) return "406";
    if (element.type.within && !element.type.within(value)) return "407";
    return this.identifierRefusal(path, generic, value) || this.responseRefusal(path, value) || "0";
  }

  /** Everything but the id waits for the id, and responses for the type. */
  private named(path: string): boolean {
    const [, owner = "", field = ""] = OWNER.exec(path) ?? [];
    if (!owner || field === "id") return true;
    const typed = field !== "learner_response" && !field.startsWith("correct_responses.");
    return this.has(`${owner}.id`) && (typed || this.has(`${owner}.type`));
  }

  /** The id of an objective stands once, for good; an interaction names each of its objectives once. */
  private identifierRefusal(path: string, generic: string, value: string): string {
    const array = generic.replace(/\.n\.id$/, "");
    if (array === generic || array === "cmi.interactions") return "";
    const held = this.raw(path);
    if (NAMED.includes(array) && held && held !== value) return "351";
    const base = path.replace(/\.\d+\.id$/, "");
    for (let at = 0; at < this.count(base); at++) {
      const other = `${base}.${at}.id`;
      if (other !== path && this.raw(other) === value) return "351";
    }
    return "";
  }

  private responseRefusal(path: string, value: string): string {
    const [, owner, at] = PATTERN.exec(path) ?? [];
    if (owner && at) return this.patternRefusal(owner, Number(at), value);
    const [, answered] = /^(cmi\.interactions\.\d+)\.learner_response$/.exec(path) ?? [];
    if (!answered) return "";
    return legalResponse(this.raw(`${answered}.type`), value) ? "" : "406";
  }

  private patternRefusal(owner: string, at: number, value: string): string {
    const type = this.raw(`${owner}.type`);
    if (!legalPattern(type, value)) return "406";
    if (at > 0 && ONE_PATTERN.includes(type)) return "351";
    const others = Array.from({ length: this.count(`${owner}.correct_responses`) }, (_, n) => n).filter(
      (n) => n !== at,
    );
    const twice = others.some((n) => this.raw(`${owner}.correct_responses.${n}.pattern`) === value);
    return twice ? "351" : "";
  }
}
