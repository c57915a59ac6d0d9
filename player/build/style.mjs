// One sheet that can be cut as the script can (player.mjs): an @import whose line says for which parts it is becomes a section.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { marked, refuseMarks } from "./sections.mjs";

const IMPORT = /^@import "(.+)";(?: \/\* for (.+) \*\/)?$/gm;

export async function buildStyle(entry, target) {
  const sheets = [...readFileSync(entry, "utf8").matchAll(IMPORT)];
  const pieces = await Promise.all(sheets.map(([, path, parts]) => sheet(join(dirname(entry), path), parts, target)));
  return `${pieces.join("")}\n`;
}

async function sheet(path, parts, target) {
  const { outputFiles } = await build({ entryPoints: [path], minify: true, write: false, charset: "utf8", target });
  const code = outputFiles[0].text.trim();
  refuseMarks(code);
  return parts ? marked({ parts: parts.split(" "), code }) : code;
}
