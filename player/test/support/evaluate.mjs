// Runs functions of the player for the Python tests: reads [[name, ...arguments], …] as JSON and writes the results.
import { readFileSync } from "node:fs";
import { load } from "./load.mjs";

const m = await load("questions/fold", "questions/decimal", "texts", "digits");

const calls = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calls.map(([name, ...args]) => m[name](...args) ?? null)));
