// What helps the learner to find the way and to take care: one file and one line here for each. They are mounted once the learner's
// state is known, before the first page is shown.
import type { CourseData } from "../course.ts";
import { bookmarks } from "./bookmarks.ts";
import type { PageHost } from "./host.ts";
import { keys } from "./keys.ts";
import type { Pages, PageView } from "./pages.ts";
import type { Panel } from "./panel.ts";
import { printing } from "./print.ts";
import { rest } from "./rest.ts";
import { search } from "./search.ts";
import { supportPanel } from "./support.ts";
import { Tools } from "./tools.ts";

export interface WayHost extends PageHost {
  course: CourseData;
  pages: Pages;
  tools: Tools;
  help: Panel;
  /** Whether only the page's content note may be seen so far. */
  shut(article: HTMLElement): boolean;
  /** A break begins or ends: nothing is counted in it, and what waits is saved. */
  rest(on: boolean): void;
}

export interface Feature {
  /** A page came on show, if only by its note. */
  turned?(view: PageView): void;
  /** The tools are about to open. */
  tools?(): void;
}

const mounts: ((host: WayHost) => Feature)[] = [bookmarks, search, printing, rest, keys];

/** A package has what its course needs (parts/). */
export function addFeature(mount: (host: WayHost) => Feature): void {
  mounts.push(mount);
}

export function mountFeatures(host: Omit<WayHost, "tools" | "help">): Feature[] {
  const features: Feature[] = [];
  const tools = new Tools(() => {
    for (const feature of features) feature.tools?.();
  });
  const help = supportPanel();
  for (const mount of mounts) features.push(mount({ ...host, tools, help }));
  return features;
}
