// What the player asks of a browser, against the versions that docs/browsers.md promises and its list of what is newer.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { newInScript, newInStyle } from "./support/compat.mjs";

const STATIC = new URL("../../coursepack/static/", import.meta.url);
const PAGE = readFileSync(new URL("../../docs/browsers.md", import.meta.url), "utf8");
const read = (name) => readFileSync(new URL(name, STATIC), "utf8");

const BASELINE = Object.fromEntries(
  [...PAGE.matchAll(/^\| (Chrome|Firefox|Safari)\b[^|]*\| ([\d.]+) \|/gm)].map(([, name, version]) => [
    name.toLowerCase(),
    Number(version),
  ]),
);
/** The first column of the table under "Newer than that". */
const NEWER = [
  ...PAGE.split("## Newer than that")[1]
    .split("\n## ")[0]
    .matchAll(/^\| `(.+?)` \|/gm),
].map(([, name]) => name);
/** Parts of data and objects of our own that happen to be called as something new in a browser. */
const OURS = [".draw", ".path", ".format", ".retry"];

const covers = (row) => (name) => name === row || name.startsWith(`${row}:`);

test("the page names a version of each engine", () => {
  assert.deepEqual(Object.keys(BASELINE).sort(), ["chrome", "firefox", "safari"]);
});

for (const name of readdirSync(STATIC).filter((file) => file.endsWith(".js"))) {
  test(`${name} is ES2020 and asks for nothing newer than the page says`, () => {
    const found = newInScript(read(name), BASELINE).filter(([word]) => !OURS.includes(word));
    assert.deepEqual(
      found.filter(([word]) => !NEWER.includes(word)),
      [],
    );
  });
}

test("style.css asks for nothing newer than the page says", () => {
  const found = newInStyle(read("style.css"), BASELINE).filter(([word]) => !NEWER.some((row) => covers(row)(word)));
  assert.deepEqual(found, []);
});

test("the page lists nothing that is not used", () => {
  const used = [...newInStyle(read("style.css"), BASELINE), ...newInScript(read("player-xapi.js"), BASELINE)];
  const stale = NEWER.filter((row) => !used.some(([word]) => covers(row)(word)));
  assert.deepEqual(stale, []);
});

test("the judge itself sees what is new", () => {
  const script = "new CloseWatcher(); a.showPopover(); b?.startViewTransition(); navigator.share()";
  const style =
    'a:popover-open { field-sizing: content; color: color-mix(in srgb, red, blue); content: "a" / "" } @container (width > 1px) {}';
  assert.deepEqual(
    newInScript(script, BASELINE)
      .map(([word]) => word)
      .sort(),
    [".share", ".startViewTransition", ".showPopover", "CloseWatcher"].sort(),
  );
  assert.deepEqual(
    newInStyle(style, BASELINE)
      .map(([word]) => word)
      .sort(),
    [":popover-open", "@container", "color-mix()", 'content: "…" / ""', "field-sizing", "field-sizing: content"].sort(),
  );
  assert.throws(() => newInScript("class A { b = 1 }", BASELINE), SyntaxError);
  assert.throws(() => newInScript("a ||= 1", BASELINE), SyntaxError);
});
