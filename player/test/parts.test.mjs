// The built scripts and style are cut by coursepack/formats/parts.py. Whatever a package leaves out, nothing in the rest may ask for it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { freeNames } from "../build/scope.mjs";

const read = (name) => readFileSync(new URL(`../../coursepack/static/${name}`, import.meta.url), "utf8");
const SECTION = /\/\*@ ([a-z -]+) \*\/(.*?)\/\*@\*\//gs;
const PARTS = readdirSync(new URL("../src/parts/", import.meta.url))
  .map((file) => file.replace(".ts", ""))
  .filter((name) => name !== "index");

/** All that a browser has to have around the script; docs/browsers.md says since when each has it. */
const AROUND = new Set(
  `AbortController Array ArrayBuffer BigInt Boolean BroadcastChannel DataView Date Element Error Event HTMLDialogElement HTMLInputElement
  HTMLMediaElement HTMLSelectElement HTMLVideoElement JSON Map Math MutationObserver Node NodeFilter Number Object Option Promise RegExp
  Request ResizeObserver Set String Symbol TextDecoder TextEncoder URLSearchParams Uint8Array XMLHttpRequest addEventListener atob
  clearInterval clearTimeout console crypto decodeURIComponent document fetch getComputedStyle history innerHeight innerWidth
  localStorage location navigator performance queueMicrotask removeEventListener requestAnimationFrame scrollTo scrollY setInterval
  setTimeout window`.split(/\s+/),
);

const cut = (text, part) => text.replace(SECTION, (_, names, code) => (names.split(" ").includes(part) ? code : ""));

for (const runtime of ["scorm12", "scorm2004", "xapi", "cmi5", "web"]) {
  const whole = read(`player-${runtime}.js`);

  test(`${runtime}: every part has a section, and there is none for anything else`, () => {
    const named = [...whole.matchAll(SECTION)].flatMap(([, names]) => names.split(" "));
    assert.deepEqual([...new Set(named)].sort(), [...PARTS].sort());
  });

  for (const part of ["", ...PARTS]) {
    test(`${runtime}: ${part || "the core"} asks for nothing that is left out`, () => {
      const missing = freeNames(cut(whole, part)).filter((name) => !AROUND.has(name));
      assert.deepEqual(missing, []);
    });
  }
}

test("a sheet with any sections left out is whole rules", () => {
  for (const part of ["", "quiz", "image"]) {
    const sheet = cut(read("style.css"), part).replace(/"[^"]*"/g, "");
    assert.equal(sheet.split("{").length, sheet.split("}").length);
    assert.ok(!sheet.includes("/*@"));
  }
});
