// Support in place: the lines of the support page in a panel, so that nobody has to leave the page for them.
import { all, byId } from "./dom.ts";
import { Panel } from "./panel.ts";

export function supportPanel(): Panel {
  const place = byId("support-lines");
  byId("support-link")?.setAttribute("role", "button");
  return new Panel("support-panel", () => {
    if (place?.childElementCount === 0) place.append(...ordered());
  });
}

/** The first line that an author names is the one to call; what is for emergencies comes next, marked as such. */
function ordered(): Node[] {
  const lines = all("#support .support-line");
  const urgent = lines.filter((line) => line.matches(".support-emergency"));
  const [first, ...others] = lines.filter((line) => !urgent.includes(line));
  return [first, ...urgent, ...others].filter((line) => line !== undefined).map((line) => line.cloneNode(true));
}
