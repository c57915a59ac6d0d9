import { addMount } from "../ui/blocks.ts";
import { mountTabs } from "../ui/tabs.ts";

addMount(mountTabs);
