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

/** Reserved for html that the build has cleaned. */
export function setCleanHtml(target: HTMLElement, html: string): void {
  target.innerHTML = html;
}
