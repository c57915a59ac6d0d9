// How the learner wants to see the course: theme, text size, space, movement. Each is an attribute of the root element, which the style
// follows. Kept in the browser under one name for all courses of this address, so that it tells of no course; where the browser refuses to
// keep anything, it lasts until the window is closed.
import { all, byId } from "./dom.ts";

const KEY = "display-settings";
const PREFIX = "display-";
const DARK = "(prefers-color-scheme: dark)";
const CALM = "(prefers-reduced-motion: reduce)";

type Settings = Record<string, string>;

/** To be called as early as can be, so that the page is not first painted otherwise. */
export function mountDisplay(): void {
  const panel = byId("display");
  if (!panel) return;
  const inputs = all<HTMLInputElement>("input", panel);
  const show = () => {
    const settings = read();
    for (const input of inputs) input.checked = input.value === settings[input.name];
    // Nothing kept, or something of another version: then the first choice stands.
    for (const input of inputs) if (input.value === "" && !picked(inputs, input.name)) input.checked = true;
    apply(inputs);
  };
  panel.addEventListener("change", () => {
    apply(inputs);
    keep(inputs);
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY) show();
  });
  show();
}

function picked(inputs: readonly HTMLInputElement[], name: string): string {
  return inputs.find((input) => input.name === name && input.checked)?.value ?? "";
}

function apply(inputs: readonly HTMLInputElement[]): void {
  const { dataset } = document.documentElement;
  for (const { name } of inputs) {
    const value = picked(inputs, name);
    const attribute = name.slice(PREFIX.length);
    if (value) dataset[attribute] = value;
    else delete dataset[attribute];
  }
  const theme = dataset.theme;
  const media = theme ? (theme.endsWith("dark") ? "all" : "not all") : DARK;
  for (const source of all<HTMLSourceElement>("source[data-dark]")) source.media = media;
  for (const source of all<HTMLSourceElement>("source[data-calm]")) source.media = dataset.still ? "all" : CALM;
}

function keep(inputs: readonly HTMLInputElement[]): void {
  const chosen = inputs.filter((input) => input.checked && input.value).map((input) => [input.name, input.value]);
  try {
    if (chosen.length) localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(chosen)));
    else localStorage.removeItem(KEY);
  } catch {
    // Refused: the settings last as long as the window.
  }
}

function read(): Settings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" ? (kept as Settings) : {};
  } catch {
    return {};
  }
}
