import { addExtras } from "../ui/extras.ts";
import { testOut } from "../ui/test-out.ts";

addExtras({ testOut });
