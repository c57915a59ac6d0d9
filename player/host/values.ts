// The values of a data model, with what a commit has to carry, and the length of each array.
import { parseName } from "./elements.ts";

export class Values {
  private readonly values = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  /** What was set since the last commit that reached the store. */
  private readonly changed = new Map<string, string>();

  constructor(first: Readonly<Record<string, string>>) {
    for (const [path, value] of Object.entries(first)) this.put(path, value);
    this.changed.clear();
  }

  /** The value as the store has it, whatever the access; "" when never set. */
  raw(path: string): string {
    return this.values.get(path) ?? "";
  }

  has(path: string): boolean {
    return this.values.has(path);
  }

  /** Sets as the LMS: no check, and part of the next commit. */
  put(path: string, value: string): void {
    this.values.set(path, value);
    this.changed.set(path, value);
    for (const [array, index] of parseName(path).steps) {
      this.counts.set(array, Math.max(this.count(array), index + 1));
    }
  }

  /** What the next commit carries. */
  pending(): Record<string, string> {
    return Object.fromEntries(this.changed);
  }

  committed(): void {
    this.changed.clear();
  }

  count(array: string): number {
    return this.counts.get(array) ?? 0;
  }

  /** Whether each array on the way is that long. */
  protected exists(steps: readonly (readonly [array: string, index: number])[]): boolean {
    return steps.every(([array, index]) => index < this.count(array));
  }
}
