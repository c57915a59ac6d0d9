// Node 20 does not read TypeScript: the modules under test are bundled in memory, together, so that they share their state,
// and with all parts.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../src/", import.meta.url));

export async function load(...names) {
  const contents = ["parts/index", ...names].map((name) => `export * from "./${name}.ts";`).join("\n");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2020",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
