import { addQuestionType } from "../questions/index.ts";
import { matching } from "../questions/pairs.ts";

addQuestionType(matching);
