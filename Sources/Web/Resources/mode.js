// @ts-check
// Keeps this page to its mode: what is of the other one is never shown, and never sent from here.

/** Where the tabs of a browser tell each other the mode. */
export const KEY = "tandem.mode";

/** The mode of this page, as the server wrote it. */
export const mode = document.documentElement.dataset.mode ?? "";

/** The same page in another mode.
 * @param {string} address
 * @param {string} other
 */
export function addressIn(address, other) {
  const url = new URL(address);
  const isDetail = /^\/trades\/(\d+|sell|protect|replace|mode|flatten|cancel-all|reset|backtests?|backtests\/.*|sweep|sweeps\/.*|compare)$/
    .test(url.pathname);
  if (isDetail) return `/trades?mode=${other}`;
  url.searchParams.set("mode", other);
  return url.pathname + url.search;
}

/**
 * Something says that another mode is active: the page moves on, or, where something was typed
 * or a dialog is open, hides what it shows and asks.
 *
 * @param {string} other
 * @param {boolean} isDirty
 */
export function follow(other, isDirty) {
  if (other === mode || (other !== "paper" && other !== "live")) return;
  const target = addressIn(location.href, other);
  if (!isDirty) {
    location.replace(target);
    return;
  }
  cover(other, target);
}

/**
 * @param {string} other
 * @param {string} target
 */
function cover(other, target) {
  const cover = document.getElementById("cover");
  if (!cover || !cover.hidden) return;
  const dialog = document.getElementById("dialog");
  if (dialog instanceof HTMLDialogElement) dialog.close();
  const box = document.createElement("div");
  box.className = "panel";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-labelledby", "cover-title");
  const title = document.createElement("h1");
  title.id = "cover-title";
  title.textContent = `The desk is in ${other.toUpperCase()} now`;
  const words = document.createElement("p");
  words.textContent = `This page was of ${mode.toUpperCase()}: what it showed is hidden, and what `
    + "you had begun was not sent.";
  const link = document.createElement("a");
  link.className = "button";
  link.href = target;
  link.textContent = `Go to ${other}`;
  box.append(title, words, link);
  cover.replaceChildren(box);
  cover.hidden = false;
  for (const part of document.querySelectorAll("header, main, footer")) {
    part.setAttribute("inert", "");
    part.toggleAttribute("hidden", part.tagName !== "HEADER");
  }
  link.focus();
}

/** Tells the other tabs, and hears them.
 * @param {() => boolean} isDirty
 */
export function keepInStep(isDirty) {
  try {
    if (localStorage.getItem(KEY) !== mode) localStorage.setItem(KEY, mode);
  } catch {
    // Without storage the socket alone keeps the tabs in step.
  }
  addEventListener("storage", (event) => {
    if (event.key === KEY && event.newValue) follow(event.newValue, isDirty());
  });
}
