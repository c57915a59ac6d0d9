// Single keys for those who want them, listed on "?". Off when the learner says so, because whoever speaks to the computer presses
// keys without meaning to (WCAG 2.1.4); and never in a field, with a modifier, or while something lies over the page.
import { byId } from "./dom.ts";
import type { Feature, WayHost } from "./features.ts";
import { displayed, Panel } from "./panel.ts";

/** Says nothing of the learner or the course. */
const STORED = "coursepack-keys";
const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], audio, video";

export function keys({ tools, help }: WayHost): Feature {
  const panel = new Panel("keys-panel");
  const choice = byId("keys-on") as HTMLInputElement | null;
  if (choice) choice.checked = wanted();
  choice?.addEventListener("change", () => keep(choice.checked));
  const press = (selector: string) => displayed(document.querySelector(selector))?.click();
  const acts: Record<string, () => void> = {
    "?": () => panel.open(),
    n: () => press(".page:not([hidden]) .turn-next"),
    p: () => press(".page:not([hidden]) .turn-prev"),
    c: contents,
    s: () => tools.search(),
    t: () => tools.open(),
    b: () => press(".page:not([hidden]) > .bookmark"),
    h: () => help.open(),
  };
  addEventListener("keydown", (event) => {
    const act = choice?.checked && meant(event) ? acts[letter(event)] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  });
  return {};
}

function meant(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return false;
  if (event.defaultPrevented || (event.target as Element).closest?.(FIELDS)) return false;
  return !byId("main")?.hasAttribute("inert") && !document.querySelector("dialog[open]");
}

/** The letter, also where the keyboard writes another script. */
function letter({ key, code }: KeyboardEvent): string {
  if (/^[?؟？]$/.test(key)) return "?";
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return key > "\u00ff" && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : "";
}

/** The page on show in the list of pages, which is a panel of its own on a small screen. */
function contents(): void {
  const menu = displayed(byId("menu"));
  if (menu) menu.click();
  else document.querySelector<HTMLElement>("#outline [aria-current]")?.focus();
}

/** Where storage is refused, the choice holds until the course is closed. */
function wanted(): boolean {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function keep(on: boolean): void {
  try {
    if (on) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, "off");
  } catch {
    // Nothing can be kept.
  }
}
