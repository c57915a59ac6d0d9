// Statements on their way. They leave in order, wait out a dead network, survive a reload, and are never sent as
// something new a second time: each keeps its id and its time.
import type { Statement } from "./statements.ts";

const BATCH = 25;

export type Delivery = "delivered" | "wait" | "denied";

type Post = (statements: readonly Statement[]) => Promise<number>;

/** The part of Storage that is needed; every use of it may throw. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class Outbox {
  private waiting: Statement[];
  private underWay = 0;

  constructor(
    private readonly post: Post,
    private readonly refused: (statement: Statement, status: number) => void,
    private readonly shelf: Shelf | null,
    private readonly key: string,
  ) {
    this.waiting = this.load();
  }

  get empty(): boolean {
    return this.waiting.length === 0;
  }

  add(...statements: Statement[]): void {
    this.waiting.push(...statements);
    this.keep();
  }

  async deliver(): Promise<Delivery> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, BATCH);
      const status = await this.attempt(batch);
      if (unsettled(status)) return status === 401 || status === 403 ? "denied" : "wait";
      if (stored(status)) this.drop(batch.length);
      else {
        const delivery = await this.singly(batch.length);
        if (delivery !== "delivered") return delivery;
      }
    }
    return "delivered";
  }

  /** As the page goes away: what is not on its way already, in one request that nobody waits for. */
  farewell(): void {
    const rest = this.waiting.slice(this.underWay);
    if (rest.length > 0) void this.post(rest);
  }

  /** The store did not take the batch as a whole: find out which statement it minds. */
  private async singly(count: number): Promise<Delivery> {
    for (let left = count; left > 0; left--) {
      const [statement] = this.waiting;
      if (!statement) break;
      const status = await this.attempt([statement]);
      if (unsettled(status)) return status === 401 || status === 403 ? "denied" : "wait";
      // 409: the store has a statement of this id, which is this one, sent before.
      if (!stored(status) && status !== 409) this.refused(statement, status);
      this.drop(1);
    }
    return "delivered";
  }

  private async attempt(batch: readonly Statement[]): Promise<number> {
    this.underWay = batch.length;
    try {
      return await this.post(batch);
    } finally {
      this.underWay = 0;
    }
  }

  private drop(count: number): void {
    this.waiting = this.waiting.slice(count);
    this.keep();
  }

  private keep(): void {
    try {
      if (this.waiting.length > 0) this.shelf?.setItem(this.key, JSON.stringify(this.waiting));
      else this.shelf?.removeItem(this.key);
    } catch {
      // A browser may refuse storage; then the statements live as long as the page.
    }
  }

  private load(): Statement[] {
    try {
      const kept: unknown = JSON.parse(this.shelf?.getItem(this.key) ?? "[]");
      return Array.isArray(kept) ? (kept as Statement[]) : [];
    } catch {
      return [];
    }
  }
}

function stored(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Nothing wrong with the statements: the network, the session or the server is. */
function unsettled(status: number): boolean {
  return status === 0 || status === 401 || status === 403 || status === 408 || status === 429 || status >= 500;
}
