import "./parts/index.ts";
import { run } from "./app.ts";
import { scorm2004 } from "./runtime/edition2004.ts";
import { type Frame, findApi } from "./runtime/find-api.ts";
import { Scorm2004 } from "./runtime/scorm2004.ts";
import { webRuntime } from "./runtime/web.ts";

run((course, around) => {
  const found = findApi(window as unknown as Frame, scorm2004);
  return found ? new Scorm2004(found, course, around) : webRuntime(around.ears);
});
