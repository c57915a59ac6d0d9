import { parse } from "acorn";
import { analyze } from "eslint-scope";

/** Names that a piece of script takes from its surroundings. */
export function freeNames(code) {
  const options = { ecmaVersion: 2020, sourceType: "module" };
  const scopes = analyze(parse(code, { ...options, ranges: true }), options);
  const module = scopes.scopes.find(({ type }) => type === "module");
  return [...new Set(module.through.map(({ identifier }) => identifier.name))];
}
