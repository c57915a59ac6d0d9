// Bundles the player and the host page into classic scripts under coursepack/static/ (committed, so that `pip install` needs no Node).
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { buildPlayer } from "./build/player.mjs";
import { buildStyle } from "./build/style.mjs";

const OUT = "../coursepack/static";
const SOURCES = "../coursepack/data/strings/en.json";
const RUNTIMES = ["scorm12", "scorm2004", "xapi", "cmi5", "web"];
// docs/browsers.md; rules in rules are taken apart for them.
const BROWSERS = ["chrome109", "firefox115", "safari15.6"];

const KEYS = Object.keys(JSON.parse(readFileSync(SOURCES, "utf8"))).sort();

/** The keys of interface texts that a piece of script names, so that a package carries these and no others. */
function keysIn(code) {
  return KEYS.filter((key) => [`"${key}"`, `'${key}'`, `\`${key}\``].some((literal) => code.includes(literal)));
}

const keys = {};
for (const runtime of RUNTIMES) {
  const { script, sections } = await buildPlayer(`src/main-${runtime}.ts`);
  writeFileSync(`${OUT}/player-${runtime}.js`, script);
  keys[runtime] = Object.fromEntries(sections.map(({ parts, code }) => [parts.join(" "), keysIn(code)]));
}
writeFileSync(`${OUT}/player-keys.json`, `${JSON.stringify(keys, null, 1)}\n`);
writeFileSync(`${OUT}/style.css`, await buildStyle("src/style.css", BROWSERS));

const shared = { bundle: true, minify: true, charset: "utf8", legalComments: "none", logLevel: "warning", outdir: OUT };
await build({ ...shared, target: "es2020", entryPoints: { host: "host/main.ts" }, format: "iife" });
await build({ ...shared, target: BROWSERS, entryPoints: { host: "host/style.css" } });
