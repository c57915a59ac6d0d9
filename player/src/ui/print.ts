// On paper: the page on show, or the whole course when it is asked for. The style does the choosing (style/media.css).
import type { Feature, WayHost } from "./features.ts";
import { onTool } from "./tools.ts";

const WHOLE = "print-whole";

export function printing({ tools }: WayHost): Feature {
  const root = document.documentElement;
  // Some browsers return from print() at once, and some never say that it is over: then the next touch does. On the screen the
  // class changes nothing.
  for (const over of ["afterprint", "pointerdown", "keydown"])
    addEventListener(over, () => root.classList.remove(WHOLE), { capture: true });
  const print = (whole: boolean) => {
    tools.close();
    root.classList.toggle(WHOLE, whole);
    window.print();
  };
  onTool("print-page", () => print(false));
  onTool("print-whole", () => print(true));
  return {};
}
