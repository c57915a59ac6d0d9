// Sound and video: one at a time, silent when nobody looks at the page, and plain words when one cannot be played.
import { all, button, element } from "./dom.ts";
import { hush, MEDIA } from "./hush.ts";
import type { Say } from "./strings.ts";

export function mountAv(page: HTMLElement, { say }: { say: Say }): void {
  const found = all<HTMLMediaElement>(MEDIA, page);
  if (found.length === 0) return;
  for (const media of found) mount(media, say);
  page.addEventListener("play", (event) => hush(event.target), true);
  addEventListener("pagehide", () => hush());
  // A page that is turned away falls silent; its recordings keep their places.
  new MutationObserver(() => {
    if (page.hidden) for (const media of found) media.pause();
  }).observe(page, { attributeFilter: ["hidden"] });
}

function mount(media: HTMLMediaElement, say: Say): void {
  // Neither stands in the document: there all pages are one, and a browser would ask for every recording and poster at the start.
  const net = (navigator as { connection?: { saveData?: boolean } }).connection;
  if (!net?.saveData) media.preload = "metadata";
  watch(media, say);
  if (!(media instanceof HTMLVideoElement)) return;
  if (media.dataset.poster) media.poster = media.dataset.poster;
  show(media);
  media.addEventListener("loadedmetadata", () => show(media), { once: true });
  describe(media, say);
}

/** Captions from the start: some browsers pass over `default`, at the beginning and again when the video arrives. */
function show(video: HTMLVideoElement): void {
  const track = video.querySelector<HTMLTrackElement>("track[default]")?.track;
  if (track && ![...video.textTracks].some((each) => each.mode === "showing")) track.mode = "showing";
}

/** The last of its sources failing is what tells that none can be played; a break while it plays tells by itself. */
function watch(media: HTMLMediaElement, say: Say): void {
  const words = element("div", "av-failed");
  const again = () => {
    words.replaceChildren();
    media.load();
  };
  const fail = () => {
    const text = element("p", "", say("av.failed"));
    words.replaceChildren(text, button("button", say("av.again"), again));
    const transcript = media.closest("figure")?.querySelector<HTMLDetailsElement>("details.transcript");
    if (transcript) transcript.open = true;
  };
  words.setAttribute("role", "status");
  media.after(words);
  media.addEventListener("error", fail);
  media.querySelector("source:last-of-type")?.addEventListener("error", fail);
  media.addEventListener("loadedmetadata", () => words.replaceChildren());
  // A browser that plays none of the kinds may have said so before this script ran.
  if (media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) fail();
}

/** Audio description on demand: spoken, as another film of the same length, or as text at its moment. */
function describe(video: HTMLVideoElement, say: Say): void {
  const spoken = video.dataset.described;
  const texts = [...video.textTracks].filter((track) => track.kind === "descriptions");
  if (!spoken && texts.length === 0) return;
  const line = element("p", "av-line");
  line.setAttribute("role", "status");
  const toggle = button("button av-describe", say("av.describe"), () => {
    const on = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(on));
    if (spoken) swap(video, on ? spoken : "");
    else for (const track of texts) track.mode = on ? "hidden" : "disabled";
    line.textContent = "";
  });
  toggle.setAttribute("aria-pressed", "false");
  // Hidden is what browsers call a track whose moments are told to us. The nearest language stands first.
  const told = texts[0];
  told?.addEventListener("cuechange", () => {
    const cues = [...(told.activeCues ?? [])] as VTTCue[];
    if (cues.length) line.textContent = cues.map((cue) => cue.getCueAsHTML().textContent).join(" ");
  });
  const figure = video.closest("figure");
  figure?.querySelector(".av-described")?.remove();
  figure?.querySelector("figcaption")?.prepend(toggle, line);
}

function swap(video: HTMLVideoElement, src: string): void {
  const { currentTime, paused } = video;
  if (src) video.src = src;
  else video.removeAttribute("src");
  video.load();
  video.addEventListener(
    "loadedmetadata",
    () => {
      video.currentTime = currentTime;
      if (!paused) void video.play();
    },
    { once: true },
  );
}
