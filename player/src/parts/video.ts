import { mountAv } from "../ui/av.ts";
import { addMount } from "../ui/blocks.ts";

addMount(mountAv);
