// Small tools for the page that the build has rendered.

export function byId(id: string): HTMLElement | null {
  return document.getElementById(id);
}

export function all<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

export function button(className: string, text: string, press: () => void): HTMLButtonElement {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** Focus for the keyboard and the screen reader, also on a heading. */
export function focusOn(target: HTMLElement): void {
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus();
}

/** The words without citations, for a button, in which no link may stand. */
export function plainWords(source: HTMLElement): string {
  const copy = source.cloneNode(true) as HTMLElement;
  for (const cite of all(".cite", copy)) cite.remove();
  return copy.textContent ?? "";
}

/** Reserved for html that the build has cleaned. */
export function setCleanHtml(target: HTMLElement, html: string): void {
  target.innerHTML = html;
}

/** Numbers of the checked boxes. */
export function checkedOf(within: HTMLElement): number[] {
  return all<HTMLInputElement>("input:checked", within).map((input) => Number(input.value));
}

export function checkOnly(within: HTMLElement, numbers: readonly number[]): void {
  for (const input of all<HTMLInputElement>("input[type=checkbox]", within))
    input.checked = numbers.includes(Number(input.value));
}

/** The frame holds a copy of the words, which gives the field its height and stands on paper whole. */
export function grow(area: HTMLTextAreaElement): void {
  area.parentElement?.setAttribute("data-copy", `${area.value}\n`);
}
