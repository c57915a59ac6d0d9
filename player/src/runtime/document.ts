// The State document of this learner and course: which version of it the store holds, as far as this window knows.
import type { Lrs, Stored } from "./lrs.ts";

export class StateDocument {
  /** As last read, or written with an answer. */
  text = "";
  /** Another window or device may have written since: it has to be read before it is written. */
  stale = false;
  /** The store holds what this window cannot read: a newer player's, perhaps. Nothing of it may be lost. */
  foreign = false;
  private etag: string | null = null;
  /** Sent, and no answer came: the store may hold it or not. */
  private unanswered = "";
  private writing = false;
  /** The version of the last write was not the store's. */
  private mismatched = false;

  constructor(private readonly lrs: Lrs) {}

  /** `other`: the text, when it is none of this window's. */
  async read(): Promise<Stored & { other: boolean }> {
    const found = await this.lrs.readState();
    const other = found.status === 200 && found.text !== this.text && found.text !== this.unanswered;
    const gone = found.status === 404 || found.status === 204;
    if (found.status !== 200 && !gone) return { ...found, other };
    // The text is as it was, and its version did not match: a proxy has altered the ETag, and no ETag will ever match.
    const useless = this.mismatched && found.text === this.text && found.etag === this.etag;
    this.mismatched = false;
    this.etag = useless ? null : found.etag;
    this.text = gone ? "" : found.text;
    this.unanswered = "";
    this.stale = false;
    return { ...found, other };
  }

  /** The status; 412 when somebody else has written since. */
  async write(text: string): Promise<number> {
    if (this.foreign) return 409;
    if (text === this.text && this.unanswered === "") return 200;
    this.writing = true;
    const { status, etag } = await this.lrs.writeState(text, this.etag);
    this.writing = false;
    this.mismatched = status === 412;
    if (status >= 200 && status < 300) {
      this.text = text;
      this.etag = etag;
      this.unanswered = "";
    } else if (status === 0 || status >= 500) {
      this.unanswered = text;
      this.stale = true;
    }
    return status;
  }

  /** The last word: nobody waits for an answer. A version that may have changed by this window's own doing is not asked for. */
  part(text: string): void {
    if (this.foreign || (text === this.text && this.unanswered === "")) return;
    const doubtful = this.writing || this.unanswered !== "";
    void this.lrs.writeState(text, doubtful ? null : this.etag);
    this.unanswered = text;
    this.stale = true;
  }
}
