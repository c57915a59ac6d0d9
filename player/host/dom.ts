// Small tools for building elements.

type Child = Node | string;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The element of the host page with this id; its absence is a bug of the page. */
export function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the host page has no #${id}`);
  return found as T;
}

export function button(id: string, press: () => void): HTMLButtonElement {
  const found = byId<HTMLButtonElement>(id);
  found.addEventListener("click", press);
  return found;
}
