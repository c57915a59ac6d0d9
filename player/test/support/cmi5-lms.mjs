// An LMS that speaks cmi5, as a fetch function: a token for one POST, launch data, preferences, statements in the order of arrival.
const ENDPOINT = "https://lms.example/xapi/";
export const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
export const PUBLISHER = "https://example.org/course/au";
export const REGISTRATION = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
export const ACTOR = { objectType: "Agent", account: { homePage: "https://lms.example", name: "7" } };

const answer = (status, body = "", headers = {}) => ({
  status,
  ok: status < 400,
  headers: { get: (name) => headers[name] ?? null },
  text: async () => (typeof body === "string" ? body : JSON.stringify(body)),
});

export class CmiLms {
  requests = [];
  statements = [];
  states = new Map();
  preferences = null;
  launchData = {};
  taken = new Set();
  number = 0;
  tokenAnswer = null;
  down = () => false;

  /** The query of the next launch. */
  launch() {
    this.number++;
    const fetch = `https://lms.example/token?k=${this.number}`;
    const query = { fetch, activityId: "https://lms.example/a/1", endpoint: ENDPOINT.slice(0, -1) };
    return `?${new URLSearchParams({ ...query, registration: REGISTRATION, actor: JSON.stringify(ACTOR) })}`;
  }

  get document() {
    return {
      launchMode: "Normal",
      moveOn: "CompletedAndPassed",
      masteryScore: 0.75,
      contextTemplate: {
        extensions: { [SESSION]: `session-${this.number}`, "https://lms.example/x": 1 },
        contextActivities: { grouping: [{ objectType: "Activity", id: PUBLISHER }] },
      },
      ...this.launchData,
    };
  }

  send = async (url, init) => {
    const { pathname, searchParams } = new URL(url);
    const { method, headers = {} } = init;
    const what = searchParams.get("stateId") ?? searchParams.get("profileId") ?? pathname.split("/").pop();
    const request = { method, what, headers, query: searchParams, body: init.body ? JSON.parse(init.body) : null };
    this.requests.push(request);
    if (this.down(request)) throw new TypeError("network");
    if (what === "token") return this.token(url);
    if (headers.Authorization !== `Basic token-${this.number}`) return answer(401);
    return this.resource(request);
  };

  token(url) {
    if (this.tokenAnswer) return answer(200, this.tokenAnswer);
    if (this.taken.has(url)) return answer(200, { "error-code": "1", "error-text": "used" });
    this.taken.add(url);
    return answer(200, { "auth-token": `token-${this.number}` });
  }

  resource({ method, what, query, body }) {
    if (what === "LMS.LaunchData") return answer(200, this.document);
    if (what === "cmi5LearnerPreferences") return this.preferences ? answer(200, this.preferences) : answer(404);
    if (what === "statements" && method === "GET")
      return answer(this.statements.some(({ id }) => id === query.get("statementId")) ? 200 : 404);
    if (what === "statements") {
      // As CATAPULT's player: what was said cannot be said again.
      if (body.some(({ id }) => this.statements.some((each) => each.id === id))) return answer(403);
      this.statements.push(...body);
      return answer(200, "[]");
    }
    if (method === "GET") return this.states.has(what) ? answer(200, this.states.get(what)) : answer(404);
    this.states.set(what, body);
    return answer(204);
  }

  verbs(from = 0) {
    return this.statements
      .slice(from)
      .map(({ verb, object }) => `${verb.id.split("/").pop()} ${object.id.split("/").pop()}`);
  }

  asked() {
    return this.requests.map(({ method, what }) => `${method} ${what}`);
  }
}
