// Bundles the player and the host page into classic scripts under coursepack/static/ (committed, so that `pip install` needs no Node).
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUT = "../coursepack/static";
const SOURCES = "../coursepack/data/strings/en.json";
const shared = {
  bundle: true,
  minify: true,
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

const scripts = {
  "player-scorm12": "src/main-scorm12.ts",
  "player-scorm2004": "src/main-scorm2004.ts",
  "player-xapi": "src/main-xapi.ts",
  "player-web": "src/main-web.ts",
  host: "host/main.ts",
};

/** The keys of interface texts that a script names, so that a package carries these and no others. */
function keysIn(script) {
  const code = readFileSync(`${OUT}/${script}.js`, "utf8");
  return Object.keys(JSON.parse(readFileSync(SOURCES, "utf8")))
    .filter((key) => [`"${key}"`, `'${key}'`, `\`${key}\``].some((literal) => code.includes(literal)))
    .sort();
}

await build({ ...shared, entryPoints: scripts, outdir: OUT, format: "iife" });
// docs/browsers.md; rules in rules are taken apart for them.
const browsers = ["chrome109", "firefox115", "safari15.6"];
await build({
  ...shared,
  target: browsers,
  entryPoints: { style: "src/style.css", host: "host/style.css" },
  outdir: OUT,
});

const players = ["scorm12", "scorm2004", "xapi", "web"].map((runtime) => [runtime, keysIn(`player-${runtime}`)]);
writeFileSync(`${OUT}/player-keys.json`, `${JSON.stringify(Object.fromEntries(players), null, 1)}\n`);
