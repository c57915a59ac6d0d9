// One script that can be cut. What only some courses need stands in sections between two comments, each named by the parts
// (src/parts/) that need it; coursepack/formats/parts.py leaves out the sections of which a course needs no part. For that, the bundle is
// taken apart into its modules, these are put together by who needs them, and each heap is minified by itself with one list of names.
import { build } from "esbuild";
import { minify } from "terser";
import { propertyNames } from "./private.mjs";
import { freeNames } from "./scope.mjs";
import { marked, refuseMarks } from "./sections.mjs";

const PARTS = "src/parts/";
const INDEX = `${PARTS}index.ts`;

/** The script, and its sections with their code; the first has no parts: it is always there. */
export async function buildPlayer(entry) {
  const { text, imports } = await bundle(entry);
  const owners = ownersOf(entry, imports);
  const heaps = new Map([["", ""]]);
  for (const [module, code] of modulesOf(text)) {
    const name = module === entry ? "end" : (owners.get(module)?.join(" ") ?? "");
    heaps.set(name, (heaps.get(name) ?? "") + code);
  }
  const names = sorted(heaps);
  const [core, end, ...codes] = await minified(["", "end", ...names].map((name) => heaps.get(name)));
  const named = names.map((name, at) => ({ parts: name.split(" "), code: codes[at] }));
  const script = `(()=>{"use strict";${core}${named.map(marked).join("")}${end}})();\n`;
  return { script, sections: [{ parts: [], code: core + end }, ...named] };
}

/** What many parts need comes before what few of them do, and so before whatever uses it. */
function sorted(heaps) {
  const names = [...heaps.keys()].filter((name) => name !== "" && name !== "end");
  const count = (name) => name.split(" ").length;
  return names.sort((a, b) => count(b) - count(a));
}

async function bundle(entry) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    minifySyntax: true,
  });
  const imports = Object.entries(metafile.inputs).map(([module, input]) => [module, input.imports.map(({ path }) => path)]);
  return { text: outputFiles[0].text, imports: new Map(imports) };
}

/** esbuild writes each module behind a comment with its path. */
function modulesOf(text) {
  const pieces = text.split(/^\/\/ (src\/.*)$/m).slice(1);
  return new Map(pieces.flatMap((piece, at) => (at % 2 ? [] : [[piece, pieces[at + 1]]])));
}

/** For each module that the core does not need: the parts that need it, in the order of parts/index.ts. */
function ownersOf(entry, imports) {
  const core = reach([entry], imports, (module) => module !== INDEX);
  const owners = new Map();
  for (const part of imports.get(INDEX)) {
    for (const module of reach([part], imports, (each) => !core.has(each)))
      owners.set(module, [...(owners.get(module) ?? []), part.slice(PARTS.length, -".ts".length)]);
  }
  return owners;
}

function reach(from, imports, wanted) {
  const found = new Set(from);
  for (const module of found) for (const next of imports.get(module)) if (wanted(next)) found.add(next);
  return found;
}

/** Names that one heap gives and another uses stay, and are called alike in all. */
async function minified(heaps) {
  const nameCache = {};
  const { own, shared } = propertyNames(heaps.join(""));
  const properties = { regex: new RegExp(`^(${own.join("|")})$`), reserved: shared };
  const done = [];
  const asked = heaps.map(freeNames);
  for (const [at, code] of heaps.entries()) {
    const others = new Set(asked.filter((_, other) => other !== at).flat());
    const { code: small } = await minify(code, {
      ecma: 2020,
      toplevel: true,
      nameCache,
      mangle: { properties },
      compress: { passes: 3, unsafe_arrows: true, pure_getters: true, top_retain: [...others] },
      format: { semicolons: true },
    });
    refuseMarks(small);
    done.push(small);
  }
  return done;
}
