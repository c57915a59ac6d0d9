import { commitment } from "../keeps/commitment.ts";
import { addKeepType } from "../keeps/index.ts";
import { addMount } from "../ui/blocks.ts";
import { mountCommitments } from "../ui/commitment.ts";

addKeepType(commitment);
addMount(mountCommitments);
