import { decision } from "../questions/decision.ts";
import { addQuestionType } from "../questions/index.ts";

addQuestionType(decision);
