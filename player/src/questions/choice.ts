import { picks } from "./picks.ts";
import type { QuestionType } from "./type.ts";

export const choice: QuestionType = { ...picks, name: "choice" };
