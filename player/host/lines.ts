// A call, a note or a request as one line of the inspector.
import type { Call, Note } from "./record.ts";
import type { Exchange } from "./server.ts";

export interface Line {
  kind: "read" | "write" | "save" | "note";
  /** "12.3" seconds into the launch, or a time of day. */
  when: string;
  what: string;
  on: string;
  value: string;
  result: string;
  bad: boolean;
  /** Shown when the line is opened; "" when there is no more to see. */
  more: string;
}

const SAVES = ["Initialize", "Commit", "Finish", "Terminate"];
const LONG = 110;
const plain = (value: unknown): string => (typeof value === "string" ? value : String(JSON.stringify(value)));
const seconds = (ms: number): string => (ms / 1000).toFixed(1);

export function lineOfCall(call: Call): Line {
  const [first = "", second] = call.args.map(plain);
  const method = call.method.replace(/^LMS/, "");
  const sets = method === "SetValue";
  const reads = method.startsWith("Get");
  const value = sets ? (second ?? "") : reads ? plain(call.result) : "";
  // 403 is how SCORM 2004 says that there is no value yet.
  const refused = call.error !== "0" && !(call.method === "GetValue" && call.error === "403");
  return {
    kind: sets ? "write" : SAVES.includes(method) ? "save" : "read",
    when: seconds(call.t),
    what: method,
    on: first,
    value,
    result: refused ? `${call.error}${call.simulated ? " (switch)" : ""}` : reads ? "" : plain(call.result),
    bad: refused,
    more: value.length > LONG ? value : "",
  };
}

export function lineOfNote(note: Note): Line {
  return {
    kind: "note",
    when: note.t ? seconds(note.t) : "",
    what: "LMS",
    on: note.text,
    value: "",
    result: "",
    bad: false,
    more: "",
  };
}

interface Statement {
  verb: { id: string };
  object: { id?: string; objectType?: string };
  result?: { success?: boolean; completion?: boolean; response?: string; score?: { raw?: number; scaled?: number } };
}

/** The statements in a request's body; [] when there are none. */
export function statementsOf(exchange: Exchange): Statement[] {
  if (exchange.path !== "/statements" || !exchange.sent) return [];
  try {
    const body = JSON.parse(exchange.sent) as Statement | Statement[];
    return (Array.isArray(body) ? body : [body]).filter((one) => one?.verb?.id && one.object);
  } catch {
    return [];
  }
}

const tail = (iri: string): string =>
  iri
    .replace(/[/#]+$/, "")
    .split(/[/#]/)
    .slice(-2)
    .join("/");

function resultOf(statement: Statement): string {
  const { success, completion, response, score } = statement.result ?? {};
  const parts = [
    score?.raw === undefined ? (score?.scaled === undefined ? "" : `scaled ${score.scaled}`) : `score ${score.raw}`,
    success === undefined ? "" : success ? "success" : "no success",
    completion ? "complete" : "",
    response === undefined ? "" : `“${response}”`,
  ];
  return parts.filter(Boolean).join(", ");
}

const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

/** One line per statement; other requests make one line. */
export function linesOfExchange(exchange: Exchange): Line[] {
  const bad = exchange.status >= 400 && !(exchange.status === 404 && exchange.method === "GET");
  const when = new Date(exchange.t * 1000).toTimeString().slice(0, 8);
  const result = `${exchange.status}${exchange.simulated ? " (switch)" : ""}`;
  const statements = statementsOf(exchange);
  if (statements.length > 0) {
    return statements.map((one) => ({
      kind: "save",
      when,
      what: tail(one.verb.id).split("/").pop() ?? "",
      on: tail(one.object.id ?? one.object.objectType ?? ""),
      value: resultOf(one),
      result,
      bad,
      more: [exchange.answer, JSON.stringify(one, null, 2)].filter(Boolean).join("\n\n"),
    }));
  }
  const id = exchange.query.stateId ?? exchange.query.profileId ?? "";
  return [
    {
      kind: exchange.method === "GET" ? "read" : "write",
      when,
      what: exchange.method,
      on: `${exchange.path.slice(1)}${id ? ` ${id}` : ""}`,
      value: exchange.sent,
      result,
      bad,
      more: [exchange.answer, JSON.stringify(exchange.query, null, 2), pretty(exchange.sent)]
        .filter(Boolean)
        .join("\n\n"),
    },
  ];
}
