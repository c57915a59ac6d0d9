import { addQuestionType } from "../questions/index.ts";
import { categorise } from "../questions/pairs.ts";

addQuestionType(categorise);
