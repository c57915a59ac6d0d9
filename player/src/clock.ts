// Session time: how long the learner was at it. A hidden page does not count, and a gap without any activity counts
// for five minutes at most, because nobody reads a page for an hour while the screen stands still.

export const IDLE_CAP = 5 * 60_000;
const LONGEST = (9999 * 3600 + 59 * 60 + 59) * 1000 + 990;

const FIRST_SECOND = Date.UTC(2020, 0, 1) / 1000;

/** Whole seconds since 2020 began, by the learner's own clock: for waiting times and time limits. */
export function nowInSeconds(): number {
  return Math.max(1, Math.floor(Date.now() / 1000 - FIRST_SECOND));
}

export class SessionClock {
  private counted = 0;
  private last: number | null;

  constructor(private readonly now: () => number) {
    this.last = now();
  }

  /** The learner did something. */
  touch(): void {
    this.counted = this.elapsed();
    if (this.last !== null) this.last = this.now();
  }

  /** The session begins now: what it took to open it is not part of it. */
  restart(): void {
    this.counted = 0;
    this.last = this.now();
  }

  pause(): void {
    this.counted = this.elapsed();
    this.last = null;
  }

  resume(): void {
    if (this.last === null) this.last = this.now();
  }

  /** Milliseconds of this session. */
  elapsed(): number {
    const gap = this.last === null ? 0 : Math.max(0, this.now() - this.last);
    return Math.min(this.counted + Math.min(gap, IDLE_CAP), LONGEST);
  }
}

function parts(ms: number): { hours: number; minutes: number; seconds: number; hundredths: number } {
  const all = Math.floor(Math.min(Math.max(0, ms), LONGEST) / 10);
  return {
    hours: Math.floor(all / 360_000),
    minutes: Math.floor(all / 6000) % 60,
    seconds: Math.floor(all / 100) % 60,
    hundredths: all % 100,
  };
}

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

/** CMITimespan, always in the widest legal form: strict hosts refuse a single hour digit. */
export function timespan(ms: number): string {
  const { hours, minutes, seconds, hundredths } = parts(ms);
  return `${pad(hours, 4)}:${pad(minutes)}:${pad(seconds)}.${pad(hundredths)}`;
}

/** ISO 8601, to hundredths of a second. */
export function isoDuration(ms: number): string {
  const { hours, minutes, seconds, hundredths } = parts(ms);
  const fraction = hundredths ? `.${pad(hundredths)}`.replace(/0$/, "") : "";
  const text = [
    hours ? `${hours}H` : "",
    minutes ? `${minutes}M` : "",
    seconds || hundredths ? `${seconds}${fraction}S` : "",
  ].join("");
  return `PT${text || "0S"}`;
}

/** time(second,10,0) without zone: a zone is legal only behind a fraction of a second, and some LMSs do not know that. */
export function localTime(date: Date): string {
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join("-");
  return `${day}T${timeOfDay(date)}`;
}

/** CMITime: time of day, without zone. */
export function timeOfDay(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((value) => pad(value)).join(":");
}
