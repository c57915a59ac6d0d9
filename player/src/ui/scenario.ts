// A scenario shows the way that the learner takes: each scene, the decision taken in it and what came of it, and the next scene. From
// every decision there is a way back. On paper and without script all scenes and decisions are there, with links between them.
import { readWay, startOf, type Taken, walk, writeWay } from "../keeps/scenario.ts";
import type { BlockHost } from "./blocks.ts";
import { all, button, element, focusOn, plainWords } from "./dom.ts";
import { type Keep, mountKeeps } from "./keep.ts";
import { onReveal } from "./reveal.ts";

export function mountScenarios(page: HTMLElement, host: BlockHost): void {
  mountKeeps("scenario", page, host, (keep) => new Scenario(keep).show());
}

class Scenario {
  private readonly scenes: ReadonlyMap<number, Scene>;
  private way: Taken[];
  private open = false;

  constructor(private readonly keep: Keep) {
    const { block, host, data } = keep;
    const actions = {
      start: startOf(data),
      say: host.say,
      take: (scene: number, decision: number) => this.take(scene, decision),
      back: (scene: number) => this.back(scene),
    };
    const scenes = all(".scene", block).map((part) => new Scene(part, actions));
    this.scenes = new Map(scenes.map((scene) => [scene.n, scene]));
    this.way = readWay(data, keep.read());
    block.toggleAttribute("data-waiting", !host.state.seen.has(data.n));
    // A link into a scene that is not on the way shows the scenario as paper does.
    onReveal(block, (target) => {
      const aimed = scenes.find((scene) => scene.contains(target));
      this.open ||= aimed !== undefined && !this.onWay.includes(aimed.n);
      this.show();
    });
  }

  private get onWay(): number[] {
    return [startOf(this.keep.data), ...this.way.map(({ to }) => to)];
  }

  show(): void {
    const shown = this.onWay;
    const last = this.scenes.get(shown[shown.length - 1] ?? 0);
    for (const scene of this.scenes.values()) {
      scene.show(
        this.open || shown.includes(scene.n),
        this.way.find((taken) => taken.scene === scene.n),
      );
    }
    // In the order of the way; scenes that are not on it stay behind.
    for (const n of [...new Set(shown)].reverse()) this.scenes.get(n)?.first();
    if (last?.isEnding && this.keep.block.hasAttribute("data-waiting")) {
      this.keep.block.removeAttribute("data-waiting");
      this.keep.host.look();
    }
  }

  private take(scene: number, decision: number): void {
    this.set([...this.until(scene).map((taken) => taken.decision), decision]);
    this.scenes.get(scene)?.focusOutcome();
  }

  /** The decision in `scene` is open again, and what followed from it is gone. */
  private back(scene: number): void {
    this.set(this.until(scene).map((taken) => taken.decision));
    this.scenes.get(scene)?.focusTitle();
  }

  private until(scene: number): Taken[] {
    const at = this.way.findIndex((taken) => taken.scene === scene);
    return at < 0 ? this.way : this.way.slice(0, at);
  }

  private set(decisions: number[]): void {
    this.open = false;
    this.way = walk(this.keep.data, decisions);
    this.keep.write(writeWay(this.way));
    this.show();
  }
}

interface Actions {
  start: number;
  say: BlockHost["say"];
  take(scene: number, decision: number): void;
  back(scene: number): void;
}

/** One scene in the document. */
class Scene {
  readonly n: number;
  private readonly decisions: Decision[];
  private readonly title: HTMLElement | null;
  private readonly again: HTMLButtonElement;

  constructor(
    private readonly part: HTMLElement,
    actions: Actions,
  ) {
    this.n = Number(part.dataset.scene);
    this.title = part.querySelector(".scene-title");
    this.decisions = all(".decision", part).map((part) => new Decision(part, this.n, actions));
    const [key, to] = this.isEnding ? ["scenario.from-start", actions.start] : ["scenario.decide-again", this.n];
    this.again = button("button scene-again", actions.say(key), () => actions.back(to));
    part.append(this.again);
  }

  get isEnding(): boolean {
    return this.decisions.length === 0;
  }

  contains(target: Node): boolean {
    return this.part.contains(target);
  }

  /** `taken` is the decision that the learner took here, if any. */
  show(shown: boolean, taken: Taken | undefined): void {
    this.part.toggleAttribute("data-later", !shown);
    for (const decision of this.decisions) decision.show(taken);
    this.again.hidden = !this.isEnding && !taken;
  }

  first(): void {
    const place = this.part.parentElement;
    place?.insertBefore(this.part, place.querySelector(".scene"));
  }

  focusTitle(): void {
    if (this.title) focusOn(this.title);
  }

  focusOutcome(): void {
    this.decisions.find((decision) => decision.taken)?.focus();
  }
}

class Decision {
  taken = false;
  private readonly n: number;
  private readonly choose: HTMLButtonElement;

  constructor(
    private readonly part: HTMLElement,
    scene: number,
    { say, take }: Actions,
  ) {
    this.n = Number(part.dataset.decision);
    const text = part.querySelector<HTMLElement>(".decision-text");
    this.choose = button("button decision-choose", text ? plainWords(text) : "", () => take(scene, this.n));
    this.choose.lang = document.documentElement.lang;
    text?.before(this.choose, element("p", "decision-label", say("scenario.decided")));
  }

  /** Open: a button. Taken: the words and what came of it. Another one was taken: nothing. */
  show(taken: Taken | undefined): void {
    this.taken = taken?.decision === this.n;
    this.choose.hidden = taken !== undefined;
    this.part.toggleAttribute("data-later", taken !== undefined && !this.taken);
    this.part.toggleAttribute("data-taken", this.taken);
  }

  focus(): void {
    focusOn(this.part);
  }
}
