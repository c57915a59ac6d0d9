import { mountAssessment } from "../ui/assessment.ts";
import { addExtras } from "../ui/extras.ts";

addExtras({ assessment: mountAssessment });
