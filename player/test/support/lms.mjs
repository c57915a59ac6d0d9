// A SCORM 1.2 API that is strict about what the player may say, and remembers every call.

const SETTABLE = {
  "cmi.core.lesson_location": /^[\s\S]{0,255}$/,
  "cmi.core.lesson_status": /^(passed|completed|failed|incomplete|browsed)$/,
  "cmi.core.exit": /^(time-out|suspend|logout|)$/,
  "cmi.core.session_time": /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
  "cmi.core.score.raw": /^\d{1,3}(\.\d+)?$/,
  "cmi.core.score.min": /^0$/,
  "cmi.core.score.max": /^100$/,
  "cmi.suspend_data": /^[\s\S]{0,4096}$/,
};

const INTERACTION = {
  id: /^[A-Za-z0-9_-]{1,255}$/,
  "objectives.0.id": /^[A-Za-z0-9_-]{1,255}$/,
  time: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
  type: /^(true-false|choice)$/,
  "correct_responses.0.pattern": /^([0-9a-z](,[0-9a-z])*|[01tf])$/,
  weighting: /^-?\d{1,3}(\.\d+)?$/,
  student_response: /^([0-9a-z](,[0-9a-z])*|[01tf])$/,
  result: /^(correct|wrong|unanticipated|neutral)$/,
  latency: /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
};

export class StrictLms {
  calls = [];
  error = "0";
  state = "new";
  commits = true;
  committed = {};
  home = { closed: false, API: {} };

  constructor(values = {}) {
    this.values = {
      "cmi.core.lesson_status": "not attempted",
      "cmi.core.lesson_mode": "normal",
      "cmi.core.credit": "credit",
      "cmi.core.score._children": "raw,min,max",
      "cmi.interactions._children":
        "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
      "cmi.interactions._count": 0,
      "cmi.suspend_data": "",
      ...values,
    };
    this.api = Object.fromEntries(
      ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError"].map((name) => [
        name,
        (...args) => this.answer(name, args),
      ]),
    );
  }

  answer(name, args) {
    for (const arg of args) if (typeof arg !== "string") throw new TypeError(`${name}: ${typeof arg}`);
    const result = this[name](...args);
    this.calls.push([name, ...args, result]);
    return result;
  }

  no(code) {
    this.error = code;
    return "false";
  }

  LMSInitialize() {
    if (this.state !== "new") return this.no("101");
    this.state = "open";
    return "true";
  }

  LMSFinish() {
    if (this.state !== "open") return this.no("301");
    this.state = "closed";
    return "true";
  }

  LMSGetValue(element) {
    if (this.state !== "open") return this.no("301") && "";
    return this.values[element] ?? "";
  }

  LMSSetValue(element, value) {
    this.error = "0";
    if (this.state !== "open") return this.no("301");
    const [, index, field] = /^cmi\.interactions\.(\d+)\.(.*)$/.exec(element) ?? [];
    if (field) return this.setInteraction(Number(index), field, value);
    if (!SETTABLE[element]) return this.no("401");
    if (!SETTABLE[element].test(value)) return this.no("405");
    this.values[element] = value;
    return "true";
  }

  setInteraction(index, field, value) {
    const count = Number(this.values["cmi.interactions._count"]);
    if (!this.values["cmi.interactions._children"]) return this.no("401");
    if (index > count || !INTERACTION[field]) return this.no("201");
    if (!INTERACTION[field].test(value)) return this.no("405");
    this.values[`cmi.interactions.${index}.${field}`] = value;
    if (index === count) this.values["cmi.interactions._count"] = count + 1;
    return "true";
  }

  LMSCommit() {
    if (this.state !== "open") return this.no("301");
    if (!this.commits) return this.no("101");
    this.committed = { ...this.values };
    return "true";
  }

  LMSGetLastError() {
    return this.error;
  }

  /** The calls since the last look, as "Method element". */
  since() {
    const names = this.calls.map(([name, element = ""]) => `${name} ${element}`.trim());
    this.calls = [];
    return names;
  }
}
