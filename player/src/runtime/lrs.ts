// The learning record store over HTTP: statements and the State resource of xAPI 1.0.3.
import type { Launch } from "./launch.ts";
import type { Statement } from "./statements.ts";

const DOCUMENT = "coursepack";
/** What is sent is the same in 2.0: only this word changes, once stores and cmi5 ask for it. */
const VERSION = "1.0.3";
/** Browsers refuse larger bodies for requests that outlive the page. */
const KEEPALIVE_LIMIT = 60_000;
/** A store that says nothing for so long is treated as a dead network. */
const PATIENCE = 20_000;
/** The longest that a store may ask to be left in peace (Retry-After). */
const LONGEST_PEACE = 10 * 60_000;

export interface Stored {
  status: number;
  text: string;
  etag: string | null;
}

const UNREACHED: Stored = { status: 0, text: "", etag: null };

/** Firefox before 133 drops whatever is under way when a page goes away. */
export function outlivesPage(): boolean {
  return "keepalive" in Request.prototype;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export class Lrs {
  /** The page goes away: nobody is there to hear an answer. */
  leaving = false;
  private silent = false;
  private peaceUntil = 0;

  constructor(
    protected readonly launch: Launch,
    private readonly activityId: string,
    private readonly send: Fetch = (url, init) => fetch(url, init),
  ) {}

  /** Milliseconds for which the store wants no requests: it is overloaded, or counts them. */
  get peace(): number {
    return Math.max(0, Math.min(this.peaceUntil - Date.now(), LONGEST_PEACE));
  }

  /** The status, or 0 when nothing was reached. */
  async post(statements: readonly Statement[]): Promise<number> {
    return (await this.call("POST", "statements", JSON.stringify(statements))).status;
  }

  readState(): Promise<Stored> {
    return this.call("GET", this.stateUrl());
  }

  /** `match`: the version that is to be replaced, or null when the store told none. */
  writeState(text: string, match: string | null): Promise<Stored> {
    return this.call("PUT", this.stateUrl(), text, match ? { "If-Match": match } : {});
  }

  protected stateUrl(stateId = DOCUMENT): string {
    const { actor, registration } = this.launch;
    const query = new URLSearchParams({
      activityId: this.activityId,
      agent: JSON.stringify(actor),
      stateId,
      ...(registration && { registration }),
    });
    return `activities/state?${query}`;
  }

  protected async call(
    method: string,
    path: string,
    body?: string,
    more: Record<string, string> = {},
  ): Promise<Stored> {
    const headers: Record<string, string> = { "X-Experience-API-Version": VERSION, ...more };
    if (this.launch.auth) headers.Authorization = this.launch.auth;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (this.leaving && !outlivesPage()) return this.callNow(method, path, headers, body);
    const keepalive = new TextEncoder().encode(body ?? "").length < KEEPALIVE_LIMIT && method !== "GET";
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), PATIENCE);
    const { signal } = clock;
    const init: RequestInit = { method, headers, keepalive, signal, cache: "no-store" };
    if (body !== undefined) init.body = body;
    try {
      const answer = await this.send(this.launch.endpoint + path, init);
      const text = await answer.text();
      this.silent = false;
      this.peaceUntil = answer.ok ? 0 : Date.now() + retryAfter(answer.headers);
      return read(answer, text);
    } catch (error) {
      console.warn(`${method} ${path.split("?")[0]}: ${String(error)}`);
      this.silent = signal.aborted;
      return { ...UNREACHED };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Holds the window until the answer is there: not with a store that let us wait in vain before. */
  private callNow(method: string, path: string, headers: Record<string, string>, body = ""): Stored {
    const request = new XMLHttpRequest();
    try {
      if (this.silent) return { ...UNREACHED };
      request.open(method, this.launch.endpoint + path, false);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.send(body);
    } catch (error) {
      console.warn(`${method}: ${String(error)}`);
    }
    return { ...UNREACHED, status: request.status };
  }
}

/** In seconds or as a date; 0 without one, and where the store does not show it to a page of another origin. */
function retryAfter(headers: Headers): number {
  const text = headers.get("Retry-After") ?? "";
  return (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()) || 0;
}

/** A session that has ended often leads to a log-in page, which says "200 OK" and is no receipt. */
function read({ status, headers }: Response, text: string): Stored {
  const page = /html/i.test(headers.get("Content-Type") ?? "") && /^\s*</.test(text);
  const etag = headers.get("ETag");
  // A weak one, as proxies make it, matches nothing.
  return { status: page && status < 400 ? 401 : status, text, etag: etag?.startsWith("W/") ? null : etag };
}
