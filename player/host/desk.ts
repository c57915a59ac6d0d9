// One host page: the launch that is open, and what it has to show.
import { byId } from "./dom.ts";
import type { ScormHost } from "./host.ts";
import { lineOfCall, lineOfNote, linesOfExchange } from "./lines.ts";
import { Log } from "./log.ts";
import type { Call, Note, Violation } from "./record.ts";
import { Reporter } from "./reporter.ts";
import { Scorm12Host } from "./scorm12.ts";
import { Scorm2004Host } from "./scorm2004.ts";
import { type Exchange, type Launch, type News, news, openLaunch, setSwitches } from "./server.ts";
import { Stage } from "./stage.ts";
import { showScorm, showWeb, showXapi } from "./summary.ts";
import { readSwitches, type Switches } from "./switches.ts";
import { type Objection, showBuildError, showViolations } from "./trouble.ts";
import { offerUnits } from "./units.ts";

const ASK_EVERY = 800;
const APIS = { scorm12: ["API", Scorm12Host], scorm2004: ["API_1484_11", Scorm2004Host] } as const;
const FORMATS = { scorm12: "SCORM 1.2", scorm2004: "SCORM 2004", cmi5: "cmi5", xapi: "xAPI", web: "web page" };

declare global {
  interface Window {
    API?: ScormHost["api"];
    API_1484_11?: ScormHost["api"];
  }
}

export class Desk {
  readonly stage = new Stage();
  readonly switches: Switches;
  /** The open SCORM launch; null for other formats and between launches. */
  scorm: Scorm12Host | Scorm2004Host | null = null;
  private readonly log = new Log();
  private current: Launch | null = null;
  private reporter: Reporter | null = null;
  private exchanges: Exchange[] = [];
  private seen: Violation[] = [];
  private served: Objection[] = [];
  private version = -1;
  private scheduled = false;
  private opening = false;
  private unit = 0;

  constructor(private readonly query: URLSearchParams) {
    this.switches = readSwitches(query.toString());
    this.unit = Number(query.get("unit") ?? 0);
  }

  /** Opens another unit of the course, as a learner does in the LMS's list. */
  async choose(unit: number): Promise<void> {
    this.unit = unit;
    await this.launch(false);
  }

  /** Closes what is open and opens the course: in the same attempt, or in a fresh one. */
  async launch(fresh: boolean): Promise<void> {
    this.end("ended");
    this.opening = true;
    const launch = await openLaunch({
      new: fresh,
      unit: this.unit,
      actor: this.query.get("actor") ?? "",
      mode: this.query.get("mode") ?? "",
      lrs: this.takeLrs(),
    });
    this.opening = false;
    if ("error" in launch) return this.cannot(launch.error);
    this.current = launch;
    this.version = launch.version;
    this.reporter = new Reporter(launch.launch);
    this.log.add(lineOfNote({ t: 0, text: `launch ${launch.launch} of attempt ${launch.attempt}` }));
    byId("title").textContent = launch.title;
    byId("format").textContent = FORMATS[launch.format];
    document.title = `${launch.title} · coursepack play`;
    offerUnits(launch);
    if (launch.format in APIS) this.hangApi(launch, this.reporter);
    this.open(launch);
    this.show();
  }

  /** The xAPI switches of the address: they count from the first launch on, not again at each. */
  private takeLrs(): Switches["lrs"] {
    const { lrs } = this.switches;
    this.switches.lrs = {};
    return lrs;
  }

  /** The window vanishes: nothing that it still says is heard. */
  crash(): void {
    this.scorm?.kill();
    this.end("crashed");
    this.stage.say("The course's window has crashed. Relaunch to see what the LMS kept.");
  }

  failNext(times: number): void {
    if (this.scorm) this.scorm.failCommits += times;
    else setSwitches({ fail: times });
  }

  setOffline(offline: boolean): void {
    if (this.scorm) this.scorm.offline = offline;
    setSwitches({ offline });
  }

  closePage(): void {
    this.reporter?.close();
  }

  /** Asks the server for news for as long as the page lives. */
  listen(): void {
    news(this.exchanges.length)
      .then((fresh) => this.hear(fresh))
      .catch(() => this.serverGone(true))
      .finally(() => window.setTimeout(() => this.listen(), ASK_EVERY));
  }

  private end(how: "ended" | "crashed"): void {
    const { reporter } = this;
    if (how === "crashed") reporter?.end(how);
    this.stage.close();
    if (how === "ended") reporter?.end(how);
    this.reporter = null;
    this.scorm = null;
    delete window.API;
    delete window.API_1484_11;
  }

  private cannot(error: string): void {
    showBuildError(error);
    this.stage.say("There is no course to open yet.");
  }

  private hangApi(launch: Launch, reporter: Reporter): void {
    const [name, Host] = APIS[launch.format as keyof typeof APIS];
    const host = new Host({
      switches: this.switches,
      manifest: launch.manifest,
      stored: launch.stored,
      keep: (delta) => reporter.keep(delta),
      now: () => performance.now(),
      onRecord: (record) => this.record(reporter, record),
    });
    host.offline = byId("offline").getAttribute("aria-pressed") === "true";
    this.scorm = host;
    window[name] = host.api;
  }

  private record(reporter: Reporter, record: { call?: Call; violation?: Violation; note?: Note }): void {
    reporter.record(record);
    if (record.call) this.log.add(lineOfCall(record.call));
    if (record.note) this.log.add(lineOfNote(record.note));
    if (record.violation) this.seen.push(record.violation);
    this.showSoon();
  }

  private open(launch: Launch): void {
    if (this.switches.api === "parent") this.stage.frame(launch.url);
    else this.stage.offerWindow(launch.url, () => this.windowClosed());
  }

  private windowClosed(): void {
    this.end("ended");
    this.stage.say("The learner has closed the course's window.");
  }

  private hear(fresh: News): void {
    this.serverGone(false);
    showBuildError(fresh.error);
    this.exchanges.push(...fresh.exchanges);
    this.log.add(...fresh.exchanges.flatMap(linesOfExchange));
    this.served = [
      ...fresh.scorm.map((one) => ({ where: one.code, text: one.text })),
      ...fresh.violations.map((one) => ({ where: one.seq ? `request ${one.seq}` : "flow", text: one.text })),
      ...fresh.missing.map((path) => ({ where: "404", text: `${path} is not in the package` })),
    ];
    if (fresh.version > this.version && !fresh.error && !this.opening) void this.launch(false);
    this.show();
  }

  private serverGone(gone: boolean): void {
    const chip = byId("server");
    chip.hidden = !gone;
    chip.textContent = gone ? "The play server has stopped" : "";
  }

  private showSoon(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    window.setTimeout(() => this.show(), 60);
  }

  private show(): void {
    this.scheduled = false;
    const { current, scorm } = this;
    if (current && scorm) showScorm(scorm, current);
    else if (current?.format === "xapi" || current?.format === "cmi5") showXapi(this.exchanges, current);
    else if (current?.format === "web") showWeb();
    showViolations([...this.seen.map((one) => ({ where: one.code, text: one.text })), ...this.served]);
  }
}
