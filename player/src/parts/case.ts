import { addMount } from "../ui/blocks.ts";
import { mountCases } from "../ui/case.ts";

addMount(mountCases);
