// What a learner puts into a block and finds there again: kept with the progress.
import type { KeepData } from "../course.ts";
import type { Urgency } from "../runtime/runtime.ts";
import type { BlockHost } from "./blocks.ts";
import { all } from "./dom.ts";

export interface Keep {
  data: KeepData;
  block: HTMLElement;
  host: BlockHost;
  /** As the block's type writes it; "" when there is nothing. */
  read(): string;
  write(response: string, urgency?: Urgency): void;
}

/** Calls `mount` for each block of a kind on the page, with what was kept for it. */
export function mountKeeps(
  type: KeepData["type"],
  page: HTMLElement,
  host: BlockHost,
  mount: (keep: Keep) => void,
): void {
  for (const block of all(`.block-${type}`, page)) {
    const data = host.keeps.find((each) => each.n === Number(block.dataset.block));
    if (data) mount({ data, block, host, ...store(data.n, host) });
  }
}

function store(n: number, { state, changed }: BlockHost): Pick<Keep, "read" | "write"> {
  return {
    read: () => state.kept.get(n) ?? "",
    write(response, urgency = "soon") {
      if (response === (state.kept.get(n) ?? "")) return;
      if (response) state.kept.set(n, response);
      else state.kept.delete(n);
      changed(urgency);
    },
  };
}
