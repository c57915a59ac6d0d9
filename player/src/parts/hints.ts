import { addExtras } from "../ui/extras.ts";
import { Hints } from "../ui/hints.ts";

addExtras({ hints: (...words) => new Hints(...words) });
