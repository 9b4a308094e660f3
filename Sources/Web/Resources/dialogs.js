// @ts-check
// Shows sheets as dialogs, and sends forms without leaving the page.

import { FRAGMENT, fetchPage, within } from "./regions.js";
import { toast } from "./toasts.js";

/** How often a sheet looks again at what it waits for, in milliseconds. */
const LOOK_AGAIN = 2000;
/** How long the answer to a form is waited for: a broker may take its time. */
const ANSWER_WAIT = 60000;

/** @type {{changed: () => void, opened: (sheet: HTMLElement) => void}} */
let hooks = { changed: () => {}, opened: () => {} };
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

/** @param {typeof hooks} own */
export function start(own) {
  hooks = own;
  document.addEventListener("click", click);
  document.addEventListener("submit", submit);
  dialog()?.addEventListener("close", closed);
}

/** @param {MouseEvent} event */
function click(event) {
  const target = event.target instanceof Element ? event.target : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const link = target?.closest("a");
  if (link?.hasAttribute("data-close") && isOpen()) {
    event.preventDefault();
    dialog()?.close();
  } else if (link?.hasAttribute("data-dialog") && isPlain) {
    event.preventDefault();
    open(link);
  } else if (target === dialog()) {
    dialog()?.close();
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
 * Shows a page's sheet, where it is of our mode and has one.
 * @param {Document} page
 */
export function show(page) {
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
  hooks.opened(sheet);
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
function refocus(target) {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (isLost) target.focus({ preventScroll: true });
}

/** @param {SubmitEvent} event */
function submit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.hasAttribute("data-leaves")) {
    if (form.dataset.busy) event.preventDefault();
    form.dataset.busy = "1";
    return;
  }
  if (!form.hasAttribute("data-quiet") && !form.hasAttribute("data-ticket")) return;
  event.preventDefault();
  send(form, event.submitter);
}

/**
 * Sends a form once, however often it is pressed. Where no answer comes the order keeps its name,
 * so that sending it again cannot double it.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const body = contentOf(form, button);
  const sent = String(contentOf(form));
  const buttons = [...form.querySelectorAll("button")].filter((each) => !each.disabled);
  buttons.forEach((each) => (each.disabled = true));
  const action = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  try {
    const answer = await fetch(action, { method: "POST", body, headers: FRAGMENT, signal: within(ANSWER_WAIT) });
    const isJSON = answer.headers.get("content-type")?.includes("json") ?? false;
    if (isJSON) take(form, await answer.json(), sent === String(contentOf(form)));
    else showReview(form, await answer.text());
  } catch {
    const isOrder = form.querySelector('[name="client_order_id"]') !== null;
    toast(
      isOrder ? "No answer came. Send it again: the same order is never doubled." : "No answer came. Look whether it was done.",
      "bad",
    );
  } finally {
    delete form.dataset.busy;
    buttons.forEach((each) => (each.disabled = false));
    if (!isOpen() && button?.isConnected) refocus(button);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} [button]
 */
function contentOf(form, button) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, button)) body.append(name, String(value));
  return body;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} html
 */
function showReview(form, html) {
  opener = form.querySelector("[data-place]");
  if (!show(new DOMParser().parseFromString(html, "text/html"))) location.reload();
}

/**
 * @param {HTMLFormElement} form
 * @param {{tone?: string, text?: string, detail?: string, is_alert?: boolean,
 *   client_order_id?: string, address?: string}} notice
 * @param {boolean} isAsSent whether nothing was typed since
 */
function take(form, notice, isAsSent) {
  if (notice.address) return location.assign(notice.address);
  const tone = notice.tone ?? "bad";
  toast(notice.text ?? notice.detail ?? "That was refused.", tone, notice.is_alert);
  const name = form.querySelector('[name="client_order_id"]');
  const used = name instanceof HTMLInputElement ? name.value : "";
  if (tone !== "bad") {
    if (isAsSent) document.dispatchEvent(new CustomEvent("desk:sent", { detail: used }));
    if (form.closest("dialog")) dialog()?.close();
  }
  if (used && notice.client_order_id) rename(used, notice.client_order_id);
  hooks.changed();
}

/**
 * Whatever became of an order is known: what was filled in for it is another one from now on.
 * @param {string} used
 * @param {string} next
 */
function rename(used, next) {
  for (const name of document.querySelectorAll('[name="client_order_id"]')) {
    if (name instanceof HTMLInputElement && name.value === used) name.value = next;
  }
}
