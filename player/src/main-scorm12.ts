import "./parts/index.ts";
import { run } from "./app.ts";
import { scorm12 } from "./runtime/edition12.ts";
import { type Frame, findApi } from "./runtime/find-api.ts";
import { Scorm12 } from "./runtime/scorm12.ts";
import { webRuntime } from "./runtime/web.ts";

run((course, around) => {
  const found = findApi(window as unknown as Frame, scorm12);
  return found ? new Scorm12(found, course, around) : webRuntime(around.ears);
});
