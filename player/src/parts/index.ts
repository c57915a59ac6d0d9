// Parts of the player that a package has only when its course needs them: one file and one line here for each. The build keeps them
// apart (build.mjs), and coursepack/formats/parts.py says which a course needs, by the same names.
import "./tabs.ts";
import "./case.ts";
import "./image.ts";
import "./audio.ts";
import "./video.ts";
import "./glossary.ts";
import "./content-note.ts";
import "./reflection.ts";
import "./checklist.ts";
import "./commitment.ts";
import "./scenario.ts";
import "./fill-in.ts";
import "./numeric.ts";
import "./matching.ts";
import "./categorise.ts";
import "./sequencing.ts";
import "./hotspot.ts";
import "./likert.ts";
import "./long-fill-in.ts";
import "./decision.ts";
import "./assessment.ts";
import "./time-limit.ts";
import "./hints.ts";
import "./confidence.ts";
import "./test-out.ts";
