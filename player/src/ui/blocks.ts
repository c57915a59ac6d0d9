// The blocks that the script makes easier to read or lets the learner work with. Without it all of them are readable.
import type { KeepData } from "../course.ts";
import type { PageHost } from "./host.ts";
import { mountPictures } from "./pictures.ts";

export interface BlockHost extends PageHost {
  keeps: readonly KeepData[];
  /** A block stopped waiting. */
  look(): void;
}

export type Mount = (page: HTMLElement, host: BlockHost) => void;

const mounts = new Set<Mount>([mountPictures]);

/** A package has what its course needs (parts/). */
export function addMount(mount: Mount): void {
  mounts.add(mount);
}

export function mountBlocks(page: HTMLElement, host: BlockHost): void {
  for (const mount of mounts) mount(page, host);
}
