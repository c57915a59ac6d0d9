// The large view of a picture: a dialog with the picture whole or in full size, moved by scrolling, by the arrow keys or by dragging.
// Without script the link leads to the picture itself.
import { all, button, byId, element } from "./dom.ts";
import type { Say } from "./strings.ts";

export function mountZoom(page: HTMLElement, { say }: { say: Say }): void {
  if (typeof HTMLDialogElement === "undefined") return;
  for (const link of all<HTMLAnchorElement>("a.zoom-open", page)) {
    const figure = link.closest("figure");
    const image = figure?.querySelector("img");
    if (!figure || !image) continue;
    // Some browsers give a pressed button no focus, and it is where the focus comes back to.
    const open = () => {
      opener.focus();
      show(figure, image, link.href, say);
    };
    const opener = button("zoom-open", link.textContent ?? "", open);
    opener.setAttribute("aria-haspopup", "dialog");
    link.replaceWith(opener);
    image.classList.add("zoomable");
    image.addEventListener("click", open);
  }
}

function show(figure: HTMLElement, small: HTMLImageElement, src: string, say: Say): void {
  const dialog = element("dialog", "zoom-box");
  dialog.setAttribute("aria-label", say("zoom.title"));
  const view = viewOf(say("zoom.view"));
  const image = element("img", "");
  image.src = src;
  image.alt = small.alt;
  image.lang = small.lang;
  const width = small.getAttribute("width");
  if (width) view.style.setProperty("--full", `${width}px`);
  image.classList.toggle("vector", /\.svg$/i.test(src));
  view.append(image);
  const size = button("button", say("zoom.full"), () => {
    const full = dialog.toggleAttribute("data-full");
    size.textContent = say(full ? "zoom.fit" : "zoom.full");
    if (full) middle(view);
  });
  const close = () => dialog.close();
  const leave = byId("exit");
  const bar = element("div", "zoom-bar");
  bar.append(size, button("button button-main", say("zoom.close"), close));
  const help = byId("support-link");
  if (help) bar.append(button("button", help.textContent ?? "", () => help.click()));
  if (leave) bar.append(button("button", leave.textContent ?? "", () => leave.click()));
  dialog.append(bar, view);
  const back = borrow(figure.querySelector("details.description"), dialog);
  // Whatever turns the page has to find it as it was, and what a link leads to must not lie under a dialog.
  dialog.addEventListener("click", (event) => {
    if ((event.target as Element).closest('a[href^="#"]')) close();
  });
  addEventListener("popstate", close);
  dialog.addEventListener("close", () => {
    removeEventListener("popstate", close);
    back();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** Takes the description along; returns how it goes back. It is moved, not copied, because its citations have names. */
function borrow(details: HTMLElement | null, dialog: HTMLElement): () => void {
  if (!details) return () => {};
  const place = document.createComment("");
  details.replaceWith(place);
  dialog.append(details);
  return () => place.replaceWith(details);
}

function middle(view: HTMLElement): void {
  view.scrollLeft = (view.scrollWidth - view.clientWidth) / 2;
  view.scrollTop = (view.scrollHeight - view.clientHeight) / 2;
}

function viewOf(name: string): HTMLElement {
  const view = element("div", "zoom-view");
  view.tabIndex = 0;
  view.dir = "ltr";
  view.setAttribute("role", "group");
  view.setAttribute("aria-label", name);
  let held = false;
  view.addEventListener("pointerdown", (event) => {
    held = event.pointerType === "mouse" && event.button === 0;
    if (!held) return;
    event.preventDefault();
    view.focus({ preventScroll: true });
    view.setPointerCapture(event.pointerId);
  });
  view.addEventListener("pointermove", (event) => {
    if (held) view.scrollBy(-event.movementX, -event.movementY);
  });
  view.addEventListener("lostpointercapture", () => {
    held = false;
  });
  return view;
}
