// Judges statements by npm tin-can-json-schema: a JSON array of statements on stdin, an array of complaints on stdout.
// The schema names formats (mbox, uuid, iri ...) that a validator ignores unless they are registered: see its README.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../player/package.json", import.meta.url));
const { Validator } = require("jsonschema");
const schema = require("tin-can-json-schema/1.0.1.json");
const formats = require("tin-can-json-schema/formats.json");

const validator = new Validator();
for (const [name, pattern] of Object.entries(formats)) {
  const regex = new RegExp(pattern);
  validator.customFormats[name] = (value) => typeof value !== "string" || regex.test(value);
}
const root = { ...schema, id: "https://tin-can.example/schema" };
validator.addSchema(root);

const statements = JSON.parse(readFileSync(0, "utf8"));
const complaints = statements.flatMap((statement, index) => {
  const wanted = { $ref: "https://tin-can.example/schema#statement" };
  const { errors } = validator.validate(statement, wanted, { nestedErrors: true });
  return errors.map((error) => `statement ${index + 1}: ${error.stack}`);
});
process.stdout.write(JSON.stringify(complaints));
