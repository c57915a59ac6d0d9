// One launch: its token, which the LMS gives out once (8.2), and what was said in it. Both outlive a page that the browser threw away.
import type { Cmi5Launch } from "./cmi5-launch.ts";
import type { Fetch } from "./lrs.ts";
import type { Shelf } from "./outbox.ts";
import { NotStarted } from "./runtime.ts";

const PLACE = "coursepack session";
/** The LMS's word for a token that was given out before, or has expired. */
const USED = "1";

/** `judged`: passed or failed, of which a session has one at most. */
type Said = "initialized" | "judged" | "terminated";

interface Kept {
  fetch: string;
  token: string;
  said: Said[];
  back: string;
}

export class Session {
  private kept: Kept;

  constructor(
    private readonly launch: Cmi5Launch,
    private readonly shelf: Shelf | null,
    private readonly send: Fetch = (url, init) => fetch(url, init),
  ) {
    this.kept = this.load() ?? { fetch: launch.fetch, token: "", said: [], back: "" };
  }

  /** Where the LMS wants the learner back; "" for nowhere. */
  get back(): string {
    return this.kept.back;
  }

  set back(url: string) {
    this.kept.back = url;
    this.keep();
  }

  said(what: Said): boolean {
    return this.kept.said.includes(what);
  }

  note(what: Said): void {
    if (!this.said(what)) this.kept.said.push(what);
    // A token of a session that is over opens nothing, and should not lie about.
    if (what === "terminated") this.kept.token = "";
    this.keep();
  }

  async open(): Promise<void> {
    if (this.said("terminated")) throw new NotStarted("notice.reopen");
    this.kept.token ||= await this.ask();
    this.keep();
    this.launch.auth = `Basic ${this.kept.token}`;
  }

  private async ask(): Promise<string> {
    const answer = await this.post();
    const token = answer["auth-token"];
    if (typeof token === "string" && token) return token;
    throw new NotStarted(String(answer["error-code"]) === USED ? "notice.reopen" : "notice.refused");
  }

  private async post(): Promise<Record<string, unknown>> {
    let text: string;
    try {
      const answer = await this.send(this.launch.fetch, { method: "POST", cache: "no-store" });
      if (answer.status >= 500) throw new Error(String(answer.status));
      text = await answer.text();
    } catch (error) {
      console.warn(`No token: ${String(error)}`);
      throw new NotStarted("notice.unreachable");
    }
    try {
      return Object(JSON.parse(text));
    } catch {
      return {};
    }
  }

  private load(): Kept | null {
    try {
      const kept: Kept | null = JSON.parse(this.shelf?.getItem(PLACE) ?? "null");
      return kept?.fetch === this.launch.fetch ? kept : null;
    } catch {
      return null;
    }
  }

  private keep(): void {
    try {
      this.shelf?.setItem(PLACE, JSON.stringify(this.kept));
    } catch {
      // As for the statements (outbox.ts).
    }
  }
}
