import { addKeepType } from "../keeps/index.ts";
import { scenario } from "../keeps/scenario.ts";
import { addMount } from "../ui/blocks.ts";
import { mountScenarios } from "../ui/scenario.ts";

addKeepType(scenario);
addMount(mountScenarios);
