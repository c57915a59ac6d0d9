// The list from which a learner chooses, where a package has several things to launch.
import { byId, make } from "./dom.ts";
import type { Launch } from "./server.ts";

export function offerUnits({ unit, units }: Launch): void {
  const list = byId<HTMLSelectElement>("unit");
  list.replaceChildren(...units.map((title, n) => make("option", { value: String(n) }, `${n + 1}. ${title}`)));
  list.value = String(unit);
  byId("units").hidden = units.length < 2;
}
