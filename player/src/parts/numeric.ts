import { addQuestionType } from "../questions/index.ts";
import { numeric } from "../questions/numeric.ts";

addQuestionType(numeric);
