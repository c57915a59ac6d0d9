// The way back to an LMS that says where it wants the learner (cmi5's returnURL). Not for the quick exit, which must not show the LMS.
import type { CourseData } from "../course.ts";
import { all, button, byId } from "./dom.ts";
import { speaker } from "./strings.ts";

/** At the foot of the contents and at the end of the last page. To go there ends the session as any leaving does. */
export function mountBack(course: CourseData, url: string): void {
  const say = speaker(course, document.documentElement.dir === "rtl");
  const make = () => button("button back", say("finish.return"), () => location.replace(url));
  byId("outline")?.append(make());
  all(".page[data-page]").pop()?.append(make());
}
