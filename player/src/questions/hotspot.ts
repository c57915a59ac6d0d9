// Places in a picture. The radios or checkboxes stand in a list beside it; the picture shows which are picked and which has the focus, and
// a press on a place is a press on its entry in the list.
import { all } from "../ui/dom.ts";
import { partsOf } from "./fields.ts";
import { picks } from "./picks.ts";
import type { QuestionType } from "./type.ts";

function inputOf(fieldset: HTMLElement, region: SVGElement): HTMLInputElement | null {
  return partsOf(fieldset).get(Number(region.dataset.region))?.querySelector("input") ?? null;
}

/** The picture tells what the list does. */
function reflect(fieldset: HTMLElement): void {
  for (const region of all<SVGElement>(".region", fieldset)) {
    const input = inputOf(fieldset, region);
    region.classList.toggle("is-picked", input?.checked === true);
    region.classList.toggle("is-focused", input !== null && input === document.activeElement);
  }
}

export const hotspot: QuestionType = {
  ...picks,
  name: "hotspot",

  mount(fieldset) {
    for (const region of all<SVGElement>(".region", fieldset)) {
      region.addEventListener("click", () => {
        const input = inputOf(fieldset, region);
        input?.click();
        input?.focus({ preventScroll: true });
      });
    }
    for (const type of ["change", "focusin", "focusout"]) {
      // After the event, when the focus is where it goes.
      fieldset.addEventListener(type, () => queueMicrotask(() => reflect(fieldset)));
    }
  },

  show(fieldset, response) {
    picks.show(fieldset, response);
    reflect(fieldset);
  },
};
