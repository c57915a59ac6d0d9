import { addExtras } from "../ui/extras.ts";
import { Gate } from "../ui/gate.ts";

addExtras({ gate: (host) => new Gate(host) });
