// Silence, at once: for the quick exit, a break and the end.
import { all } from "./dom.ts";

export const MEDIA = "audio, video";

export function hush(but?: EventTarget | null): void {
  for (const media of all<HTMLMediaElement>(MEDIA)) if (media !== but) media.pause();
  if (but) return;
  if (document.fullscreenElement) void document.exitFullscreen();
  if (document.pictureInPictureElement) void document.exitPictureInPicture();
}
