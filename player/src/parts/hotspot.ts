import { hotspot } from "../questions/hotspot.ts";
import { addQuestionType } from "../questions/index.ts";

addQuestionType(hotspot);
