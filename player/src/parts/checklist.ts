import { checklist } from "../keeps/checklist.ts";
import { addKeepType } from "../keeps/index.ts";
import { addMount } from "../ui/blocks.ts";
import { mountChecklists } from "../ui/checklist.ts";

addKeepType(checklist);
addMount(mountChecklists);
