import "./parts/index.ts";
import { run } from "./app.ts";
import { readLaunch } from "./runtime/launch.ts";
import { tabShelf } from "./runtime/shelf.ts";
import { webRuntime } from "./runtime/web.ts";
import { Xapi } from "./runtime/xapi.ts";

run((course, around) => {
  const launch = readLaunch(location.search);
  if (!launch) return webRuntime(around.ears);
  const runtime = new Xapi(launch, course, around, undefined, tabShelf());
  addEventListener("online", () => runtime.again());
  return runtime;
});
