// What the player needs from whatever keeps the records: a SCORM 1.2 API, a learning record store, or nothing at all.
import type { QuizData } from "../course.ts";
import type { Interaction } from "../interactions.ts";
import type { Verdict } from "../rules.ts";
import type { Score } from "../scoring.ts";

/** How the course was found at the start. */
export interface Start {
  suspend: string;
  /** What this tab kept because the records were out of reach; it may be newer or older. */
  unsaved?: string;
  /** A review or a preview: nothing may be written. */
  readOnly: boolean;
  /** The number of interactions that the LMS holds; null when it cannot say. */
  interactions: number | null;
}

/** `index` is its running number. */
export type Numbered = Interaction & { index: number };

export interface Result {
  quiz: QuizData;
  result: Score;
  passed: boolean | null;
}

/** What is to be kept, as it stands at the moment of asking. */
export interface Snapshot {
  suspend: string;
  page: string;
  progress: number;
  verdict: Verdict;
}

/** now: before the next thing happens; soon: in about a second; later: within a minute. */
export type Urgency = "now" | "soon" | "later";

export interface Happening {
  interactions?: Numbered[];
  result?: Result;
}

export interface Runtime {
  /** A window whose session has ended may load the page again for another one. */
  readonly reloads?: boolean;
  /** Nobody keeps anything: two windows are in nobody's way. */
  readonly forgets?: boolean;
  start(): Promise<Start>;
  record(urgency: Urgency, happening?: Happening): void;
  /** The page is hidden: whatever waits is sent now. */
  hidden(): void;
  /** The browser stops the page, and may throw it away without another word. */
  frozen(): void;
  /** Somebody is back after a long time: the session may be over, and the learner may have gone on elsewhere. */
  woken(): void;
  /** The page goes away: the last words. Later calls do nothing. */
  finish(): void;
}

/** What a runtime tells the learner through. */
export interface Ears {
  saving(): void;
  saved(): void;
  /** `again` tries at once; undefined when there is nothing to try. */
  trouble(key: TroubleKey, again?: () => void): void;
  calm(key: TroubleKey): void;
}

export type TroubleKey =
  | "notice.no-lms"
  | "notice.refused"
  | "notice.not-saved"
  | "notice.unreachable"
  | "notice.not-allowed"
  | "notice.statement-refused"
  | "notice.two-windows"
  | "notice.elsewhere"
  | "notice.lms-gone"
  | "notice.sign-in"
  | "notice.review"
  | "notice.browse"
  | "notice.reopen";

export interface Surroundings {
  ears: Ears;
  snapshot: () => Snapshot;
  /** Milliseconds of this session so far. */
  elapsed: () => number;
  /** Takes in what another window or device has kept since. False: it cannot be read. */
  merge: (suspend: string) => boolean;
}

/** The records cannot be kept, and why. The course can still be read. */
export class NotStarted extends Error {
  constructor(readonly key: TroubleKey) {
    super(key);
  }
}
