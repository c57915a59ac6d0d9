// A strict host for the tests: with a clock that they turn and a store that they read.
import { build } from "esbuild";

async function load(name) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`../${name}.ts`, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "warning",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const { Scorm12Host } = await load("scorm12");
const { Scorm2004Host } = await load("scorm2004");
export const types2004 = await load("types2004");

const ORDINARY = {
  mastery: "",
  threshold: "",
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
const SILENT = {
  mastery: "",
  launchData: "",
  maxTime: "",
  limitAction: "",
  threshold: "",
  completionByContent: "true",
  successByContent: "true",
};

/** A host with a clock that the test turns and a store that it can read. */
export function host({ switches = {}, manifest = {}, stored = {}, takes = () => true, Host = Scorm12Host } = {}) {
  const clock = { ms: 0 };
  const store = { ...stored };
  const deltas = [];
  const made = new Host({
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

export const host2004 = (options = {}) => host({ ...options, Host: Scorm2004Host });

export function open2004(options) {
  const all = host2004(options);
  all.api.Initialize("");
  return all;
}

export const set2004 = (all, path, value) => [all.api.SetValue(path, value), all.api.GetLastError()];
export const get2004 = (all, path) => [all.api.GetValue(path), all.api.GetLastError()];

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
