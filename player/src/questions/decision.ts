// A case that branches. In each scene the learner picks what to do, does it, sees what comes of it, and goes on from there. A response is the
// decisions taken, in order; within a try none is taken back.
import type { QuestionData } from "../course.ts";
import { writeNumber } from "../digits.ts";
import { readWay, startOf, writeWay } from "../keeps/scenario.ts";
import { all, button, element, focusOn, setCleanHtml } from "../ui/dom.ts";
import { unveil } from "../veil.ts";
import { changed } from "./fields.ts";
import { keyPicks, listed, picks } from "./picks.ts";
import type { QuestionType } from "./type.ts";

/** Whether the way has yet to come to a scene without decisions. */
function goesOn(question: QuestionData, response: string): boolean {
  const way = readWay(question, response);
  const last = way[way.length - 1]?.to ?? startOf(question);
  return question.decisions?.some(([scene]) => scene === last) ?? false;
}

const marksOf = (question: QuestionData, response: string) => [...picks.marks(question, response).values()];

function outcome({ feedback, n }: QuestionData, taken: number): HTMLElement {
  const { consequences } = JSON.parse(unveil(feedback, n)) as { consequences: Record<number, string> };
  const place = element("div", "consequence");
  setCleanHtml(place, consequences[taken] ?? "");
  return place;
}

export const decision: QuestionType = {
  ...picks,
  name: "decision",
  goesOn,

  mount(fieldset, question, { say }) {
    for (const acts of all(".acts", fieldset)) {
      const act = button("button scene-act", say("question.decision-do"), () => {
        const taken = acts.querySelector<HTMLInputElement>("input:checked")?.value;
        decision.show(fieldset, decision.read(fieldset) + writeNumber(Number(taken)), question);
        changed(fieldset);
        const place = acts.parentElement?.querySelector<HTMLElement>(".consequence");
        if (place) focusOn(place);
      });
      acts.addEventListener("change", () => {
        act.hidden = false;
      });
      acts.after(act);
    }
  },

  read: (fieldset) => fieldset.dataset.way ?? "",

  show(fieldset, response, question) {
    const way = readWay(question, response);
    const shown = [startOf(question), ...way.map(({ to }) => to)];
    fieldset.dataset.way = writeWay(way);
    const scenes = all(".scene", fieldset);
    for (const scene of scenes) {
      const at = shown.indexOf(Number(scene.dataset.scene));
      const taken = way[at]?.decision;
      scene.toggleAttribute("data-later", at < 0);
      for (const input of all<HTMLInputElement>("input", scene)) {
        input.checked = Number(input.value) === taken;
        input.disabled = at !== way.length;
      }
      scene.querySelector(".scene-act")?.toggleAttribute("hidden", true);
      scene.querySelector(".consequence")?.remove();
      if (taken) scene.append(outcome(question, taken));
    }
    // In the order of the way; the others stand behind it, on paper only.
    for (const n of shown.reverse()) {
      const scene = scenes.find((each) => Number(each.dataset.scene) === n);
      scene?.parentElement?.prepend(scene);
    }
  },

  prune: (question, response) => writeWay(readWay(question, response)),

  lack: (question, response, say) => (goesOn(question, response) ? say("question.decision-on") : null),

  parts(question, response) {
    const marks = marksOf(question, response);
    const hits = marks.filter((safe) => safe).length;
    const judged = marks.length + Number(goesOn(question, response));
    return { judged, good: hits, wanted: judged, hits, misses: marks.length - hits };
  },

  steps: (question, response) =>
    readWay(question, response).map(({ scene, decision }) => {
      const here = question.decisions?.flatMap(([at, n]) => (at === scene ? [n] : [])) ?? [];
      const safe = keyPicks(question).filter((n) => here.includes(n));
      return {
        id: `${question.id}_${question.scenes?.[scene]}`,
        activity: `question/${question.n}/${scene}`,
        response: listed([decision]),
        patterns: safe.map((n) => listed([n])),
        outcome: safe.includes(decision) ? "correct" : "wrong",
      };
    }),
};
