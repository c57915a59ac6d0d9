import { askConfidence } from "../ui/confidence.ts";
import { addExtras } from "../ui/extras.ts";

addExtras({ confidence: askConfidence });
