// A panel lies over the page and never over the bar: support and the way out stay in reach. So it is a dialog that is not modal, and
// the page behind it is kept out by hand. The attribute opens it, because that works in every browser.
import { all, byId, focusOn } from "./dom.ts";
import { keepOut, lay, lift } from "./layers.ts";

/** Where the focus was before the first of the panels that led to one another. */
let before: HTMLElement | null = null;

export class Panel {
  private readonly dialog: HTMLElement | null;
  private readonly fold = () => this.close(false);

  /** Whatever has the panel's name in `data-opens` opens it. `opens` is called each time before. */
  constructor(
    private readonly id: string,
    private readonly opens: () => void = () => undefined,
  ) {
    this.dialog = byId(id);
    this.dialog?.addEventListener("click", (event) => this.clicked(event.target as Element));
    document.addEventListener("click", (event) => this.pressed(event), true);
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", (event) => {
      const at = event.target as Element;
      if (this.isOpen && !this.dialog?.contains(at) && !at.closest(".bar, .notice")) this.close(false);
    });
  }

  get isOpen(): boolean {
    return this.dialog?.hasAttribute("open") === true;
  }

  /** The focus goes to `target`, else to the panel's heading. */
  open(target?: HTMLElement | null, opener = document.activeElement): void {
    if (!this.dialog) return;
    if (!this.isOpen) {
      if (!opener?.closest(".panel")) before = opener as HTMLElement | null;
      this.opens();
      lay(this.fold);
      this.show(true);
    }
    focusOn(target ?? this.dialog.querySelector<HTMLElement>("h2") ?? this.dialog);
  }

  /** `back`: the focus returns to where it was. */
  close(back = true): void {
    if (!this.isOpen) return;
    this.show(false);
    lift(this.fold);
    if (back) (displayed(before) ?? displayed(byId("menu")) ?? byId("main"))?.focus({ preventScroll: true });
  }

  private show(on: boolean): void {
    this.dialog?.toggleAttribute("open", on);
    document.documentElement.classList.toggle("panel-open", on);
    for (const part of ["main", "outline"]) keepOut(byId(part), this.id, on);
    for (const opener of all(`[data-opens="${this.id}"]`)) opener.setAttribute("aria-expanded", String(on));
  }

  private pressed(event: Event): void {
    const opener = (event.target as Element).closest<HTMLElement>(`[data-opens="${this.id}"]`);
    if (!opener || !this.dialog) return;
    event.preventDefault();
    // What is modal would lie over the panel.
    for (const above of all<HTMLDialogElement>("dialog[open]:not(.panel)")) above.close();
    if (this.isOpen) this.close();
    else this.open(null, opener);
  }

  private key(event: KeyboardEvent): void {
    const opener = (event.target as Element).closest?.<HTMLElement>(`a[data-opens="${this.id}"]`);
    // A link that opens something here calls itself a button, and a button answers to the space bar.
    if (event.key === " " && opener) event.preventDefault();
    if (event.key === " " && opener) opener.click();
    if (event.key !== "Escape" || !this.isOpen) return;
    event.preventDefault();
    this.close();
  }

  private clicked(at: Element): void {
    if (at.closest(".panel-close")) this.close();
    // A way to somewhere else in the course: the page that it opens takes the focus.
    else if (at.closest("a[href^='#']")) this.close(false);
  }
}

/** What opened a panel may itself be folded up by now, as in the outline on a phone. */
export function displayed(target: HTMLElement | null): HTMLElement | null {
  const there = target && target !== document.body && target.getClientRects().length > 0;
  return there && getComputedStyle(target).visibility === "visible" ? target : null;
}
