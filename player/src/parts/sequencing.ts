import { addQuestionType } from "../questions/index.ts";
import { sequencing } from "../questions/sequencing.ts";

addQuestionType(sequencing);
