// A strict host for the tests: with a clock that they turn and a store that they read.
import { build } from "esbuild";

const bundle = await build({
  entryPoints: [new URL("../scorm12.ts", import.meta.url).pathname],
  bundle: true,
  write: false,
  format: "esm",
  logLevel: "warning",
});
const { Scorm12Host } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString("base64")}`
);

const ORDINARY = {
  mastery: "",
  masteryOverride: false,
  mode: "normal",
  credit: "credit",
  failCommits: 0,
  throws: false,
  noFinish: false,
  optional: true,
  numbers: false,
  api: "parent",
  reviewAfterDone: false,
  bare: false,
  offline: false,
  lrs: {},
};
const SILENT = { mastery: "", launchData: "", maxTime: "", limitAction: "" };

/** A host with a clock that the test turns and a store that it can read. */
export function host({ switches = {}, manifest = {}, stored = {}, takes = () => true } = {}) {
  const clock = { ms: 0 };
  const store = { ...stored };
  const deltas = [];
  const made = new Scorm12Host({
    switches: { ...ORDINARY, ...switches },
    manifest: { ...SILENT, ...manifest },
    stored,
    now: () => clock.ms,
    keep: (delta) => {
      if (!takes(delta)) return false;
      deltas.push(delta);
      Object.assign(store, delta.set);
      return true;
    },
  });
  return { made, api: made.api, clock, store, deltas };
}

export function open(options) {
  const all = host(options);
  all.api.LMSInitialize("");
  return all;
}

export const codes = ({ made }) => made.violations.map((one) => one.code);
export const error = ({ api }) => api.LMSGetLastError();
export const set = (all, path, value) => [all.api.LMSSetValue(path, value), all.api.LMSGetLastError()];
export const get = (all, path) => [all.api.LMSGetValue(path), all.api.LMSGetLastError()];

export const x = (count) => "x".repeat(count);
export const read = (all) => all.api.LMSGetValue("cmi.core.lesson_status");
export const say = (path, value) => (all) => all.api.LMSSetValue(path, value);
export const status = (word) => say("cmi.core.lesson_status", word);
export const finish = (all) => all.api.LMSFinish("");
export const time = say("cmi.core.session_time", "00:00:00");
