// Some LMSs do not know WebP and serve it as nothing. Then the picture itself is shown, as the author gave it.
import { all } from "./dom.ts";

export function mountPictures(page: HTMLElement): void {
  for (const image of all<HTMLImageElement>("picture img", page)) {
    const fall = () => {
      for (const source of all("source", image.parentElement ?? page)) source.remove();
    };
    image.addEventListener("error", fall);
    if (image.complete && image.naturalWidth === 0) fall();
  }
}
