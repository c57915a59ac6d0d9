import { addKeepType } from "../keeps/index.ts";
import { reflection } from "../keeps/reflection.ts";
import { addMount } from "../ui/blocks.ts";
import { mountReflections } from "../ui/reflection.ts";

addKeepType(reflection);
addMount(mountReflections);
