import "./parts/index.ts";
import { run } from "./app.ts";
import { readLaunch } from "./runtime/launch.ts";
import type { Shelf } from "./runtime/outbox.ts";
import { webRuntime } from "./runtime/web.ts";
import { Xapi } from "./runtime/xapi.ts";

/** Even to look at it throws where a browser blocks storage in frames. */
function shelf(): Shelf | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

run((course, around) => {
  const launch = readLaunch(location.search);
  if (!launch) return webRuntime(around.ears);
  const runtime = new Xapi(launch, course, around, undefined, shelf());
  addEventListener("online", () => runtime.again());
  return runtime;
});
