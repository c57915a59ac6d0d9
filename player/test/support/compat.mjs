// Which browsers know what a script or a style sheet uses, by MDN's browser-compat-data.
import { createRequire } from "node:module";
import { parse } from "acorn";
import { full } from "acorn-walk";
import { parse as parseCss, walk } from "css-tree";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data");

const number = (version) => Number.parseFloat(String(version).replace("≤", "")) || 0;

/** In part counts; behind a flag or under another name does not. */
function has(compat, browser, version) {
  return [compat.support[browser] ?? []].flat().some((one) => {
    if (!one.version_added || one.version_added === "preview") return false;
    if (one.flags || one.prefix || one.alternative_name) return false;
    return number(one.version_added) <= version && !(number(one.version_removed ?? Infinity) <= version);
  });
}

/** The browsers of `baseline` ({ chrome: 109, ... }) that know none of the things that a name may stand for. */
function lacking(candidates, baseline) {
  return Object.keys(baseline).filter((browser) => !candidates.some((one) => has(one, browser, baseline[browser])));
}

class Names {
  known = new Map();

  add(name, compat) {
    if (!compat) return;
    if (!this.known.has(name)) this.known.set(name, []);
    this.known.get(name).push(compat);
  }
}

function scriptNames() {
  const globals = new Names();
  const members = new Names();
  for (const [owner, entry] of [...Object.entries(data.api), ...Object.entries(data.javascript.builtins)]) {
    globals.add(owner, entry.__compat);
    for (const [key, part] of Object.entries(entry)) {
      const name = key.replace(/_static$/, "");
      members.add(name, part.__compat);
      if (owner === "Window") globals.add(name, part.__compat);
    }
  }
  return { globals, members };
}

/** Names that the script gives to things of its own: they say nothing about the browser. */
function ownNames(tree) {
  const own = new Set();
  full(tree, (node) => {
    if (node.type === "Property" && !node.computed && node.key.type === "Identifier") own.add(node.key.name);
    if (node.type === "MethodDefinition" && node.key.type === "Identifier") own.add(node.key.name);
    const { left } = node;
    if (
      node.type === "AssignmentExpression" &&
      left.type === "MemberExpression" &&
      left.object.type === "ThisExpression"
    )
      own.add(left.property.name);
  });
  return own;
}

/** `.name` and `Name` of a script that some browser of the baseline lacks: [[name, browsers]]. Throws when it is not ES2020. */
export function newInScript(text, baseline) {
  const { globals, members } = scriptNames();
  const tree = parse(text, { ecmaVersion: 2020, sourceType: "script" });
  const own = ownNames(tree);
  const used = new Map();
  full(tree, (node) => {
    if (node.type === "MemberExpression" && !node.computed && !own.has(node.property.name))
      used.set(`.${node.property.name}`, members.known.get(node.property.name));
    if (node.type === "Identifier") used.set(node.name, globals.known.get(node.name));
  });
  return missing(used, baseline);
}

function missing(used, baseline) {
  return [...used]
    .filter(([, candidates]) => candidates?.length)
    .map(([name, candidates]) => [name, lacking(candidates, baseline)])
    .filter(([, browsers]) => browsers.length > 0);
}

const { properties, selectors, types, "at-rules": atRules } = data.css;

function functionCompat(name) {
  const owners = [types, ...Object.values(types)];
  return owners.map((owner) => owner[name]?.__compat).filter(Boolean);
}

/** What one node of a style sheet asks of a browser: [[how it is written, compat data]]. */
const ASKS = {
  /** A rule inside a rule. */
  Rule: ({ block }) => [
    ["nesting", block.children.some(({ type }) => /rule$/i.test(type)) ? selectors.nesting?.__compat : null],
  ],
  Declaration(node) {
    const property = properties[node.property];
    const asks = [[node.property, property?.__compat]];
    walk(node.value, (value) => {
      if (value.type === "Operator" && value.value === "/" && /^(content|--.*)$/.test(node.property))
        asks.push(['content: "…" / ""', properties.content.alt_text.__compat]);
      if (value.type === "Identifier") asks.push([`${node.property}: ${value.name}`, property?.[value.name]?.__compat]);
    });
    return asks;
  },
  PseudoClassSelector: ({ name }) => [[`:${name}`, selectors[name]?.__compat]],
  PseudoElementSelector: ({ name }) => [[`::${name}`, selectors[name]?.__compat]],
  Atrule: ({ name }) => [[`@${name}`, atRules[name]?.__compat]],
  Feature: ({ name }) => [[`@media (${name})`, atRules.media[name]?.__compat]],
  Function: ({ name }) => functionCompat(name).map((compat) => [`${name}()`, compat]),
  Dimension: ({ unit }) => [
    [unit, types.length?.[unit]?.__compat ?? types.length?.[`viewport_percentage_units_${unit}`]?.__compat],
  ],
};

/** Properties, keywords, selectors, rules, functions and units that some browser of the baseline lacks: [[name, browsers]]. */
export function newInStyle(text, baseline) {
  const used = new Map();
  walk(parseCss(text, { parseCustomProperty: true }), (node) => {
    for (const [name, compat] of ASKS[node.type]?.(node) ?? []) if (compat) used.set(name, [compat]);
  });
  return missing(used, baseline);
}
