// The launch parameters of a cmi5 assignable unit (8.1), in any order.
import { type Launch, readLaunch } from "./launch.ts";

export interface Cmi5Launch extends Launch {
  fetch: string;
  activityId: string;
}

/** null when the course was not launched by an LMS that speaks cmi5. The actor is used as it came. */
export function readCmi5Launch(search: string): Cmi5Launch | null {
  const query = new URLSearchParams(search);
  const launch = readLaunch(search);
  const [fetch, activityId] = [query.get("fetch"), query.get("activityId")];
  if (!launch?.registration || !fetch || !activityId) return null;
  return { ...launch, auth: "", actor: JSON.parse(query.get("actor") ?? ""), fetch, activityId };
}
