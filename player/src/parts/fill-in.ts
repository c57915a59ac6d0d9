import { fillIn } from "../questions/fill-in.ts";
import { addQuestionType } from "../questions/index.ts";

addQuestionType(fillIn);
