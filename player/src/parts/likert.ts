import { addQuestionType } from "../questions/index.ts";
import { likert } from "../questions/survey.ts";

addQuestionType(likert);
