// The host page: opens the course as an LMS would, and shows what it says.
import { Desk } from "./desk.ts";
import { button, byId } from "./dom.ts";

const desk = new Desk(new URLSearchParams(location.search));

button("relaunch", () => void desk.launch(false));
button("new-attempt", () => void desk.launch(true));
button("crash", () => desk.crash());
button("fail-commit", () => desk.failNext(1));
const offline = button("offline", () => {
  const on = offline.getAttribute("aria-pressed") !== "true";
  showOffline(on);
  desk.setOffline(on);
});
function showOffline(on: boolean): void {
  offline.setAttribute("aria-pressed", String(on));
  offline.textContent = on ? "Go online" : "Go offline";
}
showOffline(desk.switches.offline);

const width = byId<HTMLSelectElement>("width");
width.addEventListener("change", () => desk.stage.resize(width.value));

const unit = byId<HTMLSelectElement>("unit");
unit.addEventListener("change", () => void desk.choose(Number(unit.value)));

const theme = button("theme", () => setDark(theme.getAttribute("aria-pressed") !== "true"));
function setDark(dark: boolean): void {
  theme.setAttribute("aria-pressed", String(dark));
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
setDark(matchMedia("(prefers-color-scheme: dark)").matches);

window.addEventListener("pagehide", () => desk.closePage());
document.documentElement.classList.toggle("bare", desk.switches.bare);
// Tests drive the LMS through this.
Object.assign(window, { coursepackHost: desk });
void desk.launch(false);
desk.listen();
