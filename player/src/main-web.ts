import "./parts/index.ts";
import { run } from "./app.ts";
import { webRuntime } from "./runtime/web.ts";

run((_course, around) => webRuntime(around.ears));
