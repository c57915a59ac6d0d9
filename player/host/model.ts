// The data model of one launch: what LMSGetValue and LMSSetValue answer, with their error codes.
import { legalFeedback } from "./datatypes.ts";
import { ARRAYS, ELEMENTS, isOptional, PARENTS, parseName, START } from "./elements.ts";
import { Values } from "./values.ts";

/** An error code of RTE 3.3.5; "0" is none. */
export type ErrorCode = "0" | "101" | "201" | "202" | "203" | "301" | "401" | "402" | "403" | "404" | "405";

interface Answer {
  value: string;
  error: ErrorCode;
}

const KEYWORD = /^(.*)\.(_children|_count|_version)$/;
const FEEDBACK = ["cmi.interactions.n.student_response", "cmi.interactions.n.correct_responses.n.pattern"];
const refuse = (error: ErrorCode): Answer => ({ value: "", error });
const give = (value: string): Answer => ({ value, error: "0" });

export class Model extends Values {
  constructor(
    stored: Readonly<Record<string, string>>,
    private readonly withOptional = true,
  ) {
    super({ ...START, ...stored });
  }

  /** LMSGetValue. Unknown names answer 201, known ones that this LMS lacks 401. */
  get(path: string): Answer {
    const keyword = KEYWORD.exec(path);
    if (keyword) return this.keyword(keyword[1] ?? "", keyword[2] ?? "");
    const name = parseName(path);
    const element = ELEMENTS[name.generic];
    if (!element) return refuse("201");
    if (this.lacks(name.generic)) return refuse("401");
    if (element.access === "wo") return refuse("404");
    if (!this.exists(name.steps)) return refuse("201");
    return give(this.raw(path));
  }

  /** LMSSetValue. Returns "0" and keeps the value, or the code of the refusal. */
  set(path: string, value: string): ErrorCode {
    const error = this.refusal(path, value);
    if (error === "0") this.put(path, path === "cmi.comments" ? this.raw(path) + value : value);
    return error;
  }

  private lacks(generic: string): boolean {
    return !this.withOptional && isOptional(generic);
  }

  private keyword(parent: string, word: string): Answer {
    if (word === "_version") return parent === "cmi" ? give("3.4") : refuse("201");
    const name = parseName(parent);
    const known = name.generic in ELEMENTS || name.generic in PARENTS || ARRAYS.includes(name.generic);
    if (!known) return refuse("201");
    if (this.lacks(name.generic)) return refuse("401");
    if (!this.exists(name.steps)) return refuse("201");
    return word === "_children" ? this.children(name.generic) : this.countOf(parent, name.generic);
  }

  private children(generic: string): Answer {
    const all = PARENTS[generic];
    if (!all) return refuse("202");
    return give(all.filter((child) => !this.lacksChild(`${generic}.${child}`)).join(","));
  }

  private lacksChild(path: string): boolean {
    return this.lacks(path) && path in ELEMENTS;
  }

  private countOf(array: string, generic: string): Answer {
    return ARRAYS.includes(generic) ? give(String(this.count(array))) : refuse("203");
  }

  private refusal(path: string, value: string): ErrorCode {
    if (KEYWORD.test(path)) return "402";
    const name = parseName(path);
    const element = ELEMENTS[name.generic];
    if (!element) return "201";
    if (this.lacks(name.generic)) return "401";
    if (element.access === "ro") return "403";
    if (!name.steps.every(([array, index]) => index <= this.count(array))) return "201";
    return element.type.legal(value) && this.fitsInteraction(path, name.generic, value) ? "0" : "405";
  }

  private fitsInteraction(path: string, generic: string, value: string): boolean {
    if (!FEEDBACK.includes(generic)) return true;
    const index = path.split(".")[2] ?? "";
    return legalFeedback(this.raw(`cmi.interactions.${index}.type`), value);
  }
}
