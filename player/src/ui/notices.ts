// Trouble that the learner must know of (#notice), the quiet word on saving (#save), and a voice for screen readers.
import type { Ears } from "../runtime/runtime.ts";
import { button, byId, element } from "./dom.ts";
import type { Say } from "./strings.ts";

export class Notices implements Ears {
  private readonly shown = new Map<string, HTMLElement>();
  private readonly place = byId("notice");
  private readonly line = byId("save");
  private readonly voice = element("div", "visually-hidden");

  completed = false;

  constructor(private readonly say: Say) {
    this.voice.setAttribute("role", "status");
    document.body.append(this.voice);
  }

  announce(text: string): void {
    this.voice.textContent = "";
    setTimeout(() => {
      this.voice.textContent = text;
    }, 100);
  }

  saving(): void {
    if (this.line) this.line.textContent = this.say("save.saving");
  }

  saved(): void {
    if (this.line) this.line.textContent = this.say(this.completed ? "save.completed" : "save.saved");
  }

  trouble(key: string, again?: () => void): void {
    if (this.line) this.line.textContent = "";
    if (!this.place || this.shown.has(key)) return;
    const item = element("div", "notice-item");
    item.append(this.say.in("p", "", key));
    if (again) item.append(button("button", this.say("notice.try-again"), again));
    this.shown.set(key, item);
    this.place.hidden = false;
    this.place.append(item);
  }

  calm(key: string): void {
    const item = this.shown.get(key);
    const focused = item?.contains(document.activeElement);
    item?.remove();
    this.shown.delete(key);
    // The pressed button is gone: the keyboard goes on in the page.
    if (focused) byId("main")?.focus({ preventScroll: true });
    if (this.place && this.shown.size === 0) this.place.hidden = true;
  }
}
