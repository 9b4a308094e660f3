// @ts-check
// Shows sheets as dialogs.

import { fetchPage } from "./regions.js";

/** How often a sheet looks again at what it waits for, in milliseconds. */
const LOOK_AGAIN = 2000;

/** @type {(sheet: HTMLElement) => void} */
let opened = () => {};
/** What the focus goes back to. */
/** @type {HTMLElement | null} */
let opener = null;
/** Counts what was asked for and shown: a sheet that comes after something newer is not shown. */
let newest = 0;

function dialog() {
  const element = document.getElementById("dialog");
  return element instanceof HTMLDialogElement ? element : null;
}

/** Whether a dialog is open. */
export function isOpen() {
  return dialog()?.open ?? false;
}

/** Closes the dialog. */
export function close() {
  dialog()?.close();
}

/** @param {typeof opened} then a sheet is shown */
export function start(then) {
  opened = then;
  document.addEventListener("click", click);
  dialog()?.addEventListener("close", closed);
}

/** @param {MouseEvent} event */
function click(event) {
  const target = event.target instanceof Element ? event.target : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const link = target?.closest("a");
  if (link?.hasAttribute("data-close") && isOpen()) {
    event.preventDefault();
    close();
  } else if (link?.hasAttribute("data-dialog") && isPlain) {
    event.preventDefault();
    open(link);
  } else if (target === dialog()) {
    close();
  }
}

/** @param {HTMLAnchorElement} link */
async function open(link) {
  opener = link;
  const own = ++newest;
  const page = await fetchPage(link.href);
  if (own !== newest) return;
  if (!page || !show(page)) return location.assign(link.href);
  const sheet = dialog()?.querySelector("[data-sheet]");
  if (sheet?.querySelector("[data-renewed]")) renew(sheet, link.href);
}

/**
 * Shows what has become of that which a sheet waits for, as long as it is open. What was typed or
 * checked stays.
 *
 * @param {Element} sheet
 * @param {string} address
 */
async function renew(sheet, address) {
  await new Promise((go) => setTimeout(go, LOOK_AGAIN));
  if (!sheet.isConnected || !isOpen()) return;
  const page = await fetchPage(address);
  const fresh = page?.documentElement.dataset.mode === document.documentElement.dataset.mode
    ? [...(page?.querySelectorAll("[data-sheet] [data-renewed]") ?? [])]
    : [];
  const shown = [...sheet.querySelectorAll("[data-renewed]")];
  if (fresh.length === shown.length && !sheet.querySelector("form[data-busy]")) {
    shown.forEach((part, place) => {
      if (part.innerHTML !== fresh[place].innerHTML) part.replaceChildren(...fresh[place].childNodes);
    });
  }
  renew(sheet, address);
}

/**
 * Shows a page's sheet for an element, to which the focus goes back.
 * @param {Document} page
 * @param {HTMLElement | null} owner
 */
export function showFor(page, owner) {
  opener = owner;
  return show(page);
}

/**
 * Shows a page's sheet, where it is of our mode and has one.
 * @param {Document} page
 */
function show(page) {
  const sheet = page.querySelector("[data-sheet]");
  const box = dialog();
  if (!box || !(sheet instanceof HTMLElement)) return false;
  if (page.documentElement.dataset.mode !== document.documentElement.dataset.mode) return false;
  newest++;
  for (const hidden of sheet.querySelectorAll("[data-script]")) hidden.removeAttribute("hidden");
  box.replaceChildren(sheet);
  if (!box.open) box.showModal();
  const first = sheet.querySelector("[autofocus]");
  if (first instanceof HTMLElement) first.focus();
  opened(sheet);
  return true;
}

/**
 * Shows something of our own.
 * @param {HTMLElement} content
 */
export function showOwn(content) {
  const box = dialog();
  if (!box || box.open) return;
  newest++;
  opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  box.replaceChildren(content);
  box.showModal();
}

function closed() {
  // The event comes late: something else may have been opened by now.
  if (isOpen()) return;
  dialog()?.replaceChildren();
  const label = opener?.getAttribute("aria-label");
  const again = opener?.isConnected
    ? opener
    : label
    ? document.querySelector(`[aria-label="${CSS.escape(label)}"]`)
    : null;
  const target = again ?? document.getElementById("main");
  opener = null;
  if (target instanceof HTMLElement) refocus(target);
}

/**
 * Gives the focus back where it was lost. Where the browser or the reader took it since, it stays.
 * @param {HTMLElement} target
 */
export function refocus(target) {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (isLost) target.focus({ preventScroll: true });
}
