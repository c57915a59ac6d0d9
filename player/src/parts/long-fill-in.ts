import { addQuestionType } from "../questions/index.ts";
import { longFillIn } from "../questions/survey.ts";

addQuestionType(longFillIn);
