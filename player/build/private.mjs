// Names that only the class that has them can see. The minifier may shorten these: nothing outside the script knows them, and no data
// has a key by them.
import { parse } from "acorn";
import { full } from "acorn-walk";

/** `own`: names that are reached by `this` alone, and are never a key or a text. `shared`: all others, which no short name may be. */
export function propertyNames(code) {
  const own = new Set();
  const shared = new Set();
  full(parse(code, { ecmaVersion: "latest", sourceType: "module" }), (node) => {
    const name = node.computed ? undefined : (node.property ?? node.key)?.name;
    if (node.type === "MemberExpression" && name) (node.object.type === "ThisExpression" ? own : shared).add(name);
    if (node.type === "Property" && name) shared.add(name);
    if (node.type === "Literal") shared.add(String(node.value));
  });
  return { own: [...own].filter((name) => !shared.has(name)), shared: [...shared] };
}
