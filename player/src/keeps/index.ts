import type { KeepData } from "../course.ts";
import type { KeepType } from "./type.ts";

const types = new Map<string, KeepType>();

export function addKeepType(type: KeepType): void {
  types.set(type.name, type);
}

export function pruneKeep(keep: KeepData, response: string): string {
  return types.get(keep.type)?.prune(keep, response) ?? "";
}
