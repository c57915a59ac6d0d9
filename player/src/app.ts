// Puts the parts together: the page, the learner's state, and whatever keeps the records.
import { SessionClock } from "./clock.ts";
import type { CourseData, QuizData } from "./course.ts";
import type { Interaction } from "./interactions.ts";
import { merge } from "./merge.ts";
import { judge, latch, marksOf, pageDone, progress } from "./rules.ts";
import {
  NotStarted,
  type Result,
  type Runtime,
  type Snapshot,
  type Start,
  type Surroundings,
  type Urgency,
} from "./runtime/runtime.ts";
import { webRuntime } from "./runtime/web.ts";
import { freshState, prune, type State } from "./state.ts";
import { readSuspend, writeSuspend } from "./suspend.ts";
import { mountBlocks } from "./ui/blocks.ts";
import { mountCheck } from "./ui/check.ts";
import { mountDisplay } from "./ui/display.ts";
import { all, byId } from "./ui/dom.ts";
import { mountExit } from "./ui/exit.ts";
import { extras } from "./ui/extras.ts";
import { type Feature, mountFeatures } from "./ui/features.ts";
import { mountFinish, type Standing } from "./ui/finish.ts";
import type { Gate } from "./ui/gate.ts";
import { measureHead } from "./ui/head.ts";
import type { PageHost } from "./ui/host.ts";
import { Notices } from "./ui/notices.ts";
import { Outline } from "./ui/outline.ts";
import { Pages, type PageView } from "./ui/pages.ts";
import { cameBack, stayAway } from "./ui/return.ts";
import { unfoldForPrint } from "./ui/reveal.ts";
import { Watch } from "./ui/seen.ts";
import { speaker } from "./ui/strings.ts";
import { frameTables } from "./ui/tables.ts";
import { watchTwins } from "./ui/twin.ts";
import { watchWaking } from "./ui/waking.ts";

declare global {
  interface Window {
    coursepackCourse?: CourseData;
  }
}

/** Nobody looks at an empty page for longer without being told why. */
const PATIENCE = 1500;

/** Makes the runtime of a package; an error from here or from its start becomes "no LMS". */
export type MakeRuntime = (course: CourseData, around: Surroundings) => Runtime;

export class Player {
  private readonly say;
  private readonly notices: Notices;
  private readonly outline: Outline;
  private readonly clock = new SessionClock(() => performance.now());
  private readonly mounted = new Set<string>();
  private readonly watch = new Watch((blocks) => this.seen(blocks));
  private runtime: Runtime;
  private state: State = freshState();
  private gate: Gate | undefined;
  private features: Feature[] = [];
  private page = "";
  private ready = false;
  private over = false;
  private resting = false;
  /** Tells the other windows that this one goes. */
  private part = () => {};

  constructor(
    private readonly course: CourseData,
    make: MakeRuntime,
  ) {
    this.say = speaker(course, document.documentElement.dir === "rtl");
    this.notices = new Notices(this.say);
    mountExit({ say: this.say, announce: (text) => this.notices.announce(text), close: () => this.end() });
    this.outline = new Outline(this.say);
    const ears = this.notices;
    this.runtime = make(course, {
      ears,
      snapshot: () => this.snapshot(),
      elapsed: () => this.clock.elapsed(),
      merge: (suspend) => this.merge(suspend),
    });
  }

  async start(): Promise<void> {
    measureHead(() => this.outline.fit());
    unfoldForPrint();
    this.listenForLeaving();
    const pages = new Pages(this.course.title, (view) => this.turned(view));
    this.resume(await this.open());
    if (this.over) return;
    this.clock.restart();
    if (document.visibilityState === "hidden") this.clock.pause();
    this.ready = true;
    this.listen();
    this.help(pages);
    pages.start(this.state.page);
    this.refresh();
  }

  private help(pages: Pages): void {
    const host = { ...this.pageHost(), course: this.course, pages };
    const open = (view: PageView) => {
      this.entered(view);
      pages.opened();
    };
    this.gate = extras.gate?.({ ...host, open });
    const shut = (article: HTMLElement) => this.gate?.shut(article) ?? false;
    this.features = mountFeatures({ ...host, shut, rest: (on) => this.rest(on) });
  }

  private async open(): Promise<Start> {
    const patience = setTimeout(() => this.notices.trouble("notice.opening"), PATIENCE);
    try {
      return await this.runtime.start();
    } catch (error) {
      console.warn(String(error));
      const key = error instanceof NotStarted ? error.key : "notice.refused";
      this.runtime = webRuntime(this.notices, key, key === "notice.unreachable" ? () => location.reload() : undefined);
      return this.runtime.start();
    } finally {
      clearTimeout(patience);
      this.notices.calm("notice.opening");
    }
  }

  private resume(start: Start): void {
    const kept = start.suspend ? readSuspend(start.suspend, this.course.id) : null;
    if (start.suspend && !kept) this.notices.trouble("notice.damaged");
    this.state = prune(kept ?? freshState(), this.course);
    if (start.unsaved) this.takeIn(start.unsaved, false);
    if (start.interactions !== null) this.state.nextInteraction = start.interactions;
  }

  /** What another window or device kept. False: it cannot be read. */
  private takeIn(suspend: string, shown: boolean): boolean {
    const theirs = readSuspend(suspend, this.course.id);
    if (theirs) merge(this.state, prune(theirs, this.course), this.course, shown);
    return theirs !== null;
  }

  private merge(suspend: string): boolean {
    if (suspend === "") return true;
    const before = writeSuspend(this.state, this.course.id);
    if (!this.takeIn(suspend, true)) return false;
    if (writeSuspend(this.state, this.course.id) === before) return true;
    this.notices.trouble("notice.merged");
    this.changed("soon");
    return true;
  }

  private listen(): void {
    watchWaking({
      touched: () => this.clock.touch(),
      hidden: () => {
        this.clock.pause();
        this.runtime.hidden();
      },
      shown: () => this.resting || this.clock.resume(),
      frozen: () => this.runtime.frozen(),
      woken: () => this.runtime.woken(),
    });
    if (this.runtime.forgets) return;
    this.part = watchTwins(this.course.id, (other) => {
      if (other) this.notices.trouble("notice.two-windows");
      else this.notices.calm("notice.two-windows");
    });
  }

  /** From the first moment on: an LMS that lets the learner wait must not keep them from leaving. */
  private listenForLeaving(): void {
    addEventListener("pagehide", () => this.end());
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.reopened();
    });
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    this.part();
    // Before the saved progress is there, the last words would be that there is none.
    if (this.ready) this.runtime.finish();
  }

  private rest(on: boolean): void {
    this.resting = on;
    this.watch.hold(on);
    if (on) this.clock.pause();
    else this.clock.resume();
    if (on) this.runtime.record("now");
  }

  /** The browser kept the page but the LMS has closed the session: going on would look like progress and be none. */
  private reopened(): void {
    if (document.documentElement.classList.contains("leaving")) stayAway(() => location.reload());
    this.notices.trouble("notice.reopen", this.runtime.reloads ? () => location.reload() : undefined);
    this.outline.shut();
  }

  private snapshot(): Snapshot {
    return {
      suspend: writeSuspend(this.state, this.course.id),
      page: this.page,
      progress: progress(this.course, this.state),
      verdict: judge(this.course, this.state),
    };
  }

  /** False when the page is shut behind its content note. */
  private turned(view: PageView): boolean {
    this.outline.current(view.id);
    this.notices.calm("notice.merged");
    for (const feature of this.features) feature.turned?.(view);
    const shut = this.gate?.stops(view) ?? false;
    if (shut) this.watch.rest();
    else this.entered(view);
    if (view.n === 0) return true;
    mountFinish(view.article, this.say, () => this.standing());
    this.page = view.id;
    const moved = this.state.page !== view.n;
    this.state.page = view.n;
    if (moved) this.runtime.record("soon");
    return !shut;
  }

  private entered(view: PageView): void {
    this.mount(view.article);
    this.watch.over(view.article, this.state.seen, this.page !== "" && this.page !== view.id);
  }

  private mount(article: HTMLElement): void {
    if (this.mounted.has(article.id)) return;
    this.mounted.add(article.id);
    frameTables(article, this.say);
    mountBlocks(article, { ...this.pageHost(), keeps: this.course.keeps, look: () => this.watch.lookSoon() });
    for (const form of all<HTMLFormElement>("form.quiz", article)) {
      const quiz = this.course.quizzes.find((each) => each.n === Number(form.dataset.quiz));
      if (quiz) this.mountQuiz(form, quiz);
    }
  }

  private mountQuiz(form: HTMLFormElement, quiz: QuizData): void {
    const mount = quiz.purpose === "check" ? mountCheck : extras.assessment;
    mount?.(form, quiz, {
      ...this.pageHost(),
      passMark: this.course.passMark,
      objectives: this.course.objectives,
      marks: marksOf(this.course),
      judge: () => judge(this.course, this.state),
    });
  }

  private pageHost(): PageHost {
    return {
      say: this.say,
      state: this.state,
      announce: (text) => this.notices.announce(text),
      changed: (urgency) => this.changed(urgency),
      answered: (interactions, result) => this.answered(interactions, result),
    };
  }

  private standing(): Standing {
    const { course, state } = this;
    return { completed: state.completed, open: course.pages.filter((page) => !pageDone(page, course, state)) };
  }

  private seen(blocks: readonly number[]): void {
    for (const n of blocks) this.state.seen.add(n);
    this.changed("later");
  }

  private changed(urgency: Urgency): void {
    const finished = this.refresh();
    this.runtime.record(finished ? "now" : urgency);
  }

  private answered(told: Interaction[], result?: Result): void {
    const interactions = told.map((each) => ({ ...each, index: this.state.nextInteraction++ }));
    this.refresh();
    this.runtime.record("now", { interactions, ...(result && { result }) });
  }

  /** Brings marks, bar and verdict up to date. True when the course was completed just now. */
  private refresh(): boolean {
    const { course, state } = this;
    const before = state.completed;
    latch(state, judge(course, state));
    this.notices.completed = state.completed;
    this.outline.standing(course, state);
    this.outline.progress(progress(course, state));
    const finished = state.completed && !before;
    if (finished && this.ready) this.notices.announce(this.say("result.completed"));
    return finished;
  }
}

async function start(course: CourseData, make: MakeRuntime): Promise<void> {
  await new Player(course, make).start();
}

/** Whatever went wrong, the course can be read. The LMS has heard nothing but "incomplete". */
function rescue(error: unknown): void {
  console.error(error);
  for (const page of all(".page")) page.hidden = false;
  document.documentElement.classList.replace("js", "no-js");
  const [notice, course] = [byId("notice"), window.coursepackCourse];
  if (!notice || !course) return;
  notice.replaceChildren(speaker(course).in("p", "", "notice.broken"));
  notice.hidden = false;
}

/** Runs in every package: the script stands at the end of the document or is deferred. */
export function run(make: MakeRuntime): void {
  const course = window.coursepackCourse;
  if (!course) throw new Error("course.js is missing");
  document.documentElement.classList.replace("no-js", "js");
  mountDisplay();
  const open = () => void start(course, make).catch(rescue);
  const begin = () => (cameBack() ? stayAway(open) : open());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}
