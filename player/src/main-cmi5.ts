import "./parts/index.ts";
import { run } from "./app.ts";
import { Cmi5 } from "./runtime/cmi5.ts";
import { readCmi5Launch } from "./runtime/cmi5-launch.ts";
import { tabShelf } from "./runtime/shelf.ts";
import { webRuntime } from "./runtime/web.ts";
import { mountBack } from "./ui/back.ts";
import { all } from "./ui/dom.ts";

function sound(on: boolean): void {
  for (const recording of all<HTMLMediaElement>("audio, video")) recording.muted = !on;
}

run((course, around) => {
  const launch = readCmi5Launch(location.search);
  if (!launch) return webRuntime(around.ears);
  const page = { sound, back: (url: string) => mountBack(course, url) };
  const runtime = new Cmi5(launch, course, around, tabShelf(), page);
  addEventListener("online", () => runtime.again());
  return runtime;
});
