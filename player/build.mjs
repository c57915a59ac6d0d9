// Bundles the player and the host page into classic scripts under coursepack/static/ (committed, so that `pip install` needs no Node).
import { build } from "esbuild";

const OUT = "../coursepack/static";
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
  "player-xapi": "src/main-xapi.ts",
  "player-web": "src/main-web.ts",
  host: "host/main.ts",
};

await build({ ...shared, entryPoints: scripts, outdir: OUT, format: "iife" });
await build({ ...shared, entryPoints: { style: "src/style.css", host: "host/style.css" }, outdir: OUT });
