import { addMount } from "../ui/blocks.ts";
import { mountZoom } from "../ui/zoom.ts";

addMount(mountZoom);
