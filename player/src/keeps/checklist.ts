import { readPicks, writePicks } from "../questions/picks.ts";
import type { KeepType } from "./type.ts";

export const checklist: KeepType = {
  name: "checklist",
  prune: (keep, response) => writePicks(readPicks(response).filter((n) => keep.items?.includes(n))),
};
