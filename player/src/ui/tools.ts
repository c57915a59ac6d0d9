// The panel of tools. What is in it is in the document already, and each tool looks after its own part.
import { byId } from "./dom.ts";
import { Panel } from "./panel.ts";

export class Tools {
  private readonly panel: Panel;

  constructor(opens: () => void) {
    this.panel = new Panel("tools", opens);
  }

  open(): void {
    this.panel.open();
  }

  search(): void {
    this.panel.open(byId("tools-search"));
  }

  /** `back`: the focus returns to where it was. */
  close(back = true): void {
    this.panel.close(back);
  }
}

/** A tool is a button of the panel, by the name in its `data-tool`. */
export function onTool(name: string, press: () => void): void {
  document.querySelector(`[data-tool="${name}"]`)?.addEventListener("click", press);
}
