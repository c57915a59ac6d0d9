// Statements on their way. They leave in order, wait out a dead network, survive a reload, and are never sent as
// something new a second time: each keeps its id and its time.
import { outlivesPage } from "./lrs.ts";
import type { Statement } from "./statements.ts";

const BATCH = 25;
/** Browsers let 64 KiB at once outlive a page: a batch under way must leave room for the last words. */
const BATCH_BYTES = 30_000;
const FAREWELL_BYTES = 24_000;
const PIECE_BYTES = 6_000;
/** Answers that mind the statements themselves. With any other the store may want them later. */
const MINDED = new Set([400, 409, 413, 422]);

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
  /** The last words are said: nothing follows them. */
  closed = false;
  /** Asks a store that forbids what it has already (cmi5) whether it has this. */
  has: ((id: string) => Promise<boolean>) | null = null;

  constructor(
    private readonly post: Post,
    private readonly refused: (statement: Statement, status: number) => void,
    private readonly shelf: Shelf | null,
    private readonly key: string,
  ) {
    this.waiting = this.load();
  }

  /** A statement that can exist only once may wait here already, put on the shelf before a reload. */
  add(...statements: Statement[]): void {
    const known = new Set(this.waiting.map(({ id }) => id));
    this.waiting.push(...statements.filter(({ id }) => !known.has(id)));
    this.keep();
  }

  async deliver(): Promise<Delivery> {
    while (this.waiting.length > 0 && !this.closed) {
      const [batch = []] = batches(this.waiting, BATCH_BYTES);
      const status = await this.attempt(batch);
      if (stored(status)) this.drop(batch.length);
      else if (!MINDED.has(status) && !(status === 403 && this.has)) return later(status);
      else {
        const delivery = await this.singly(batch.length);
        if (delivery !== "delivered") return delivery;
      }
    }
    return this.waiting.length > 0 ? "wait" : "delivered";
  }

  /**
   * As the page goes away: what is not on its way already, in requests that nobody waits for. When it is too much for one,
   * the `first` go first, then whatever `between` sends, then as much of the rest as the browser takes along.
   */
  farewell(first: (statement: Statement) => boolean = () => true, between: () => void = () => undefined): void {
    const rest = this.waiting.slice(outlivesPage() ? this.underWay : 0);
    const whole = weight(rest) <= FAREWELL_BYTES;
    const last = whole ? [] : rest.filter((statement) => !first(statement));
    const pieces = (some: readonly Statement[]) => batches(some, PIECE_BYTES);
    for (const piece of whole ? [rest] : pieces(rest.filter(first))) if (piece.length > 0) void this.post(piece);
    between();
    for (const piece of pieces(last)) void this.post(piece);
  }

  /** The store did not take the batch as a whole: find out which statement it minds. */
  private async singly(count: number): Promise<Delivery> {
    for (let left = count; left > 0; left--) {
      const [statement] = this.waiting;
      if (!statement) break;
      const status = await this.attempt([statement]);
      // 409: the store has a statement of this id, which is this one, sent before.
      const known = stored(status) || status === 409 || (status === 403 && (await this.has?.(statement.id)));
      if (!known && !MINDED.has(status)) return later(status);
      if (!known) this.refused(statement, status);
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
      return Array.isArray(kept) ? kept.filter((each) => typeof each?.id === "string") : [];
    } catch {
      return [];
    }
  }
}

function stored(status: number): boolean {
  return status >= 200 && status < 300;
}

function later(status: number): Delivery {
  return status === 401 || status === 403 ? "denied" : "wait";
}

function weight(statements: readonly Statement[]): number {
  return new TextEncoder().encode(JSON.stringify(statements)).length;
}

/** In order, each of at most so many bytes, or of one statement. */
function batches(statements: readonly Statement[], most: number): Statement[][] {
  const made: Statement[][] = [];
  let bytes = most;
  for (const statement of statements) {
    const more = weight([statement]);
    const open = made[made.length - 1];
    if (open && open.length < BATCH && bytes + more <= most) {
      open.push(statement);
      bytes += more;
    } else {
      made.push([statement]);
      bytes = more;
    }
  }
  return made;
}
