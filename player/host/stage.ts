// Where the course runs: a frame of a chosen width, or a window of its own.
import { byId, make } from "./dom.ts";

export class Stage {
  private readonly box = byId("stage");
  private popup: Window | null = null;
  private watch = 0;
  private width = "full";

  /** Shows the course in a frame, below this page's API. */
  frame(url: string): void {
    this.box.replaceChildren(make("iframe", { id: "course", title: "The course", src: url, allowfullscreen: "" }));
    this.resize(this.width);
  }

  /** Offers the course in a window of its own; `closed` is called when the learner has closed it. */
  offerWindow(url: string, closed: () => void): void {
    const open = make("button", { type: "button", id: "open" }, "Open the course in a window");
    open.addEventListener("click", () => {
      this.popup = window.open(url, "coursepack-course", "width=1000,height=760");
      this.watch = window.setInterval(() => this.popup?.closed && this.stopWatching(closed), 200);
      open.disabled = true;
    });
    this.box.replaceChildren(make("p", { class: "notice" }, open));
  }

  say(text: string): void {
    this.close();
    this.box.replaceChildren(make("p", { class: "notice" }, text));
  }

  /** Takes the course away; it sees a pagehide. */
  close(): void {
    window.clearInterval(this.watch);
    this.popup?.close();
    this.popup = null;
    document.getElementById("course")?.remove();
  }

  resize(width: string): void {
    this.width = width;
    const frame = document.getElementById("course");
    if (frame) frame.style.inlineSize = width === "full" ? "" : `${width}px`;
    this.box.classList.toggle("narrow", width !== "full");
  }

  private stopWatching(closed: () => void): void {
    window.clearInterval(this.watch);
    this.popup = null;
    closed();
  }
}
