// A status as the LMS keeps it. A higher one is never replaced by a lower one, and what is not committed yet does not count as held.
import type { Lms } from "./lms.ts";

export class Standing<Word extends string> {
  /** What the LMS holds for sure, and what it was told since. */
  private held: Word;
  private told: Word;
  /** The LMS says nothing at all of it: nobody knows what it holds. */
  silent = false;

  /** `nothing`: the word for a status that nobody has set so far; any that the standard does not know counts as it. */
  constructor(
    private readonly lms: Lms,
    private readonly element: string,
    private readonly ranks: Readonly<Record<Word, number>>,
    nothing: Word,
  ) {
    this.held = this.told = nothing;
  }

  /** "" for an LMS that says nothing at all. */
  read(): Word {
    const word = this.lms.get(this.element).trim().toLowerCase();
    this.silent = word === "";
    if (Object.keys(this.ranks).includes(word)) this.held = this.told = word as Word;
    return this.held;
  }

  /** Nobody has set it in this attempt. */
  get fresh(): boolean {
    return this.ranks[this.held] === 0;
  }

  is(word: Word): boolean {
    return this.held === word;
  }

  /** The LMS need not be told what it holds. */
  keep(): void {
    this.lms.holds(this.element, this.held);
  }

  raise(word: Word): boolean {
    return this.ranks[word] <= this.ranks[this.held] || this.tell(word);
  }

  committed(): void {
    this.held = this.told;
  }

  private tell(word: Word): boolean {
    const kept = this.lms.set(this.element, word);
    if (kept) this.told = word;
    return kept;
  }
}
