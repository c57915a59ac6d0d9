// What a learner means to do at work, and until which day. Kept as it is picked, told when the learner says so.
import { type Commitment, readCommitment, told, writeCommitment } from "../keeps/commitment.ts";
import type { BlockHost } from "./blocks.ts";
import { button, checkedOf, checkOnly, element, focusOn } from "./dom.ts";
import { type Keep, mountKeeps } from "./keep.ts";

export function mountCommitments(page: HTMLElement, host: BlockHost): void {
  mountKeeps("commitment", page, host, (keep) => new CommitmentForm(keep).show());
}

class CommitmentForm {
  private readonly form: HTMLFormElement;
  private readonly items: HTMLFieldSetElement;
  private readonly day: HTMLInputElement;
  private readonly problem = element("p", "error");
  private readonly done = element("p", "commitment-done");
  private readonly submit: HTMLButtonElement;
  private readonly again: HTMLButtonElement;

  constructor(private readonly keep: Keep) {
    const { block, host } = keep;
    this.form = block.querySelector("form") as HTMLFormElement;
    this.items = block.querySelector("fieldset") as HTMLFieldSetElement;
    this.day = block.querySelector("input[type=date]") as HTMLInputElement;
    this.submit = element("button", "button button-main", host.say("commitment.submit"));
    this.submit.type = "submit";
    this.again = button("button", host.say("commitment.change"), () => this.change());
    this.problem.id = `${block.id}--error`;
    this.done.setAttribute("role", "status");
    const actions = element("div", "commitment-actions");
    actions.append(this.submit, this.again);
    this.form.append(this.problem, this.done, actions);
    this.form.addEventListener("change", () => this.draft());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.commit();
    });
  }

  show(): void {
    const { made, day, items } = readCommitment(this.keep.read());
    checkOnly(this.form, items);
    this.day.value = day;
    this.settle(made);
  }

  private get entered(): Commitment {
    return { made: false, day: this.day.value, items: checkedOf(this.items) };
  }

  private draft(): void {
    this.blame(null, null);
    this.keep.write(writeCommitment(this.entered));
  }

  private commit(): void {
    const { say } = this.keep.host;
    const { day, items } = this.entered;
    if (items.length === 0) this.blame(say("commitment.pick-first"), this.items.querySelector("input"));
    else if (day < today()) this.blame(say("commitment.day-first"), this.day);
    else this.make(day, items);
  }

  private make(day: string, items: number[]): void {
    this.keep.write(writeCommitment({ made: true, day, items }), "now");
    this.keep.host.answered(told(this.keep.data, { made: true, day, items }));
    this.settle(true);
    focusOn(this.done);
  }

  private change(): void {
    this.keep.write(writeCommitment(this.entered));
    this.settle(false);
    this.items.querySelector("input")?.focus();
  }

  private settle(made: boolean): void {
    this.items.disabled = this.day.disabled = made;
    this.submit.hidden = made;
    this.again.hidden = !made;
    this.done.textContent = made ? this.keep.host.say("commitment.done") : "";
    this.blame(null, null);
  }

  /** Tied to the field, which gets the focus. */
  private blame(text: string | null, field: HTMLInputElement | null): void {
    this.problem.textContent = text ?? "";
    this.problem.hidden = text === null;
    for (const part of [this.day, ...this.items.querySelectorAll("input")]) {
      part.toggleAttribute("aria-invalid", part === field);
      if (part === field) part.setAttribute("aria-describedby", this.problem.id);
      else part.removeAttribute("aria-describedby");
    }
    field?.focus();
  }
}

/** The learner's own day, as a date field writes it. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
