import { run } from "./app.ts";
import { type Frame, findApi } from "./runtime/find-api.ts";
import { Scorm12 } from "./runtime/scorm12.ts";
import { webRuntime } from "./runtime/web.ts";

run((course, around) => {
  const api = findApi(window as unknown as Frame);
  return api ? new Scorm12(api, course, around) : webRuntime(around.ears);
});
