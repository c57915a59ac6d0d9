import { addExtras } from "../ui/extras.ts";
import { gate, Timer } from "../ui/time-limit.ts";

addExtras({ timeGate: gate, timeLimit: (...words) => new Timer(...words) });
