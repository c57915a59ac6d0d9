import { addFeature } from "../ui/features.ts";
import { terms } from "../ui/terms.ts";

addFeature(terms);
