import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/load.mjs";

const { findApi, scorm12, scorm2004 } = await load("runtime/find-api", "runtime/edition12", "runtime/edition2004");
const api = { LMSInitialize: () => "true" };

/** A window of another origin: every look at it throws. */
const foreign = new Proxy(
  {},
  {
    get() {
      throw new DOMException("Blocked a frame", "SecurityError");
    },
  },
);

function top(more = {}) {
  const frame = { ...more };
  frame.parent = frame;
  return frame;
}

test("own window, parent, grandparent", () => {
  assert.equal(findApi(top({ API: api }), scorm12)?.api, api);
  assert.equal(findApi({ parent: top({ API: api }) }, scorm12)?.api, api);
  assert.equal(findApi({ parent: { parent: top({ API: api }) } }, scorm12)?.api, api);
});

test("the opener and its parents", () => {
  assert.equal(findApi(top({ opener: top({ API: api }) }), scorm12)?.api, api);
  assert.equal(findApi(top({ opener: { parent: top({ API: api }) } }), scorm12)?.api, api);
});

test("the opener of a window above the course's frame", () => {
  assert.equal(findApi({ parent: top({ opener: top({ API: api }) }) }, scorm12)?.api, api);
});

test("goes on to the opener when a parent is foreign", () => {
  assert.equal(findApi({ parent: foreign, opener: top({ API: api }) }, scorm12)?.api, api);
  assert.equal(findApi({ parent: { parent: foreign, API: api } }, scorm12)?.api, api);
  assert.equal(findApi(top({ opener: foreign }), scorm12), null);
});

test("never touches window.top", () => {
  const frame = top();
  Object.defineProperty(frame, "top", {
    get() {
      assert.fail("top was read");
    },
  });
  assert.equal(findApi(frame, scorm12), null);
});

test("something else named API is not the API", () => {
  assert.equal(findApi({ API: "no", parent: top({ API: { version: 1 } }) }, scorm12), null);
});

test("a circle of windows has an end", () => {
  const a = {};
  const b = { parent: a };
  a.parent = b;
  assert.equal(findApi(a, scorm12), null);
});

test("each edition finds its own API, wherever both are offered", () => {
  const later = { Initialize: () => "true" };
  const frame = { parent: top({ API: api, API_1484_11: later }) };
  assert.equal(findApi(frame, scorm2004)?.api, later);
  assert.equal(findApi(frame, scorm12)?.api, api);
  assert.equal(findApi(top({ API: api, API_1484_11: api }), scorm2004), null);
});
