// Firefox for tests in Python: reads one JSON request a line, drives Debian's firefox-esr by puppeteer-core over WebDriver
// BiDi, writes one JSON answer a line. {"id", "window", "do", "args"} -> {"id", "value"} or {"id", "error"}.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../../player/package.json", import.meta.url));
const puppeteer = require("puppeteer-core");
const [executablePath, prefs = "{}"] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  extraPrefsFirefox: JSON.parse(prefs),
  headless: true,
});
const windows = new Map();

/** The document of the course: the newest frame that shows a file of the package. */
async function course(page) {
  const shown = page.frames().filter((frame) => frame.url().includes("/content/"));
  if (shown.length > 0) return shown[shown.length - 1];
  // Nobody tells puppeteer of a page that comes out of the browser's cache.
  if ((await page.evaluate("location.href")).includes("/content/")) return page.mainFrame();
  throw new Error("no course is open");
}

function evaluate(frame, script, args) {
  return frame.evaluate(`(function () { ${script} }).apply(null, ${JSON.stringify(args)})`);
}

async function click({ page }, selector) {
  const element = await (await course(page)).$(selector);
  if (!element) throw new Error(`nothing to click: ${selector}`);
  await element.evaluate((it) => {
    it.scrollIntoView({ block: "center", behavior: "instant" });
    // A picture that arrives on the way would move what is to be clicked.
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  await element.click();
  await element.dispose();
}

async function open(window) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  windows.set(window, { context, page, errors });
}

const actions = {
  goto: ({ page }, url) => page.goto(url),
  // Not goBack(), which waits for a load that a page out of the cache does not have.
  back: ({ page }) => page.evaluate("setTimeout(() => history.back())"),
  run: async ({ page }, script, ...args) => evaluate(await course(page), script, args),
  host: ({ page }, script, ...args) => evaluate(page.mainFrame(), script, args),
  click,
  press: async ({ page }, ...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  },
  errors: ({ errors }) => errors,
  /** The tab alone: requests that outlive a page are lost with its whole context. */
  shut: ({ page }) => page.close(),
  close: async ({ context }, window) => {
    windows.delete(window);
    await context.close();
  },
};

async function answer({ id, window, do: name, args }) {
  try {
    const value = name === "open" ? await open(window) : await actions[name](windows.get(window), ...args);
    return { id, value: ["goto", "back"].includes(name) ? null : (value ?? null) };
  } catch (error) {
    return { id, error: String(error?.message ?? error) };
  }
}

process.stdout.write(`${JSON.stringify({ id: 0, value: await browser.version() })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
await browser.close();
