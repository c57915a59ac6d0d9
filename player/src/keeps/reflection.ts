import { readText, writeText } from "../texts.ts";
import type { KeepType } from "./type.ts";

export const reflection: KeepType = {
  name: "reflection",
  prune: (keep, response) => writeText(readText(response).slice(0, keep.maxLength ?? 0)),
};
