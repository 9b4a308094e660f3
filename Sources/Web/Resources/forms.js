// @ts-check
// Sends forms without leaving the page, each once.

import { close, isOpen, refocus, showFor } from "./dialogs.js";
import { FRAGMENT, within } from "./regions.js";
import { toast } from "./toasts.js";

/** How long an answer is waited for, in milliseconds: a broker may take its time. */
const ANSWER_WAIT = 60000;

let changed = () => {};

/** @param {() => void} then something was done */
export function start(then) {
  changed = then;
  document.addEventListener("submit", submit);
  addEventListener("pageshow", (event) => event.persisted && wake());
}

/** A page that was left by a form, and is gone back to, may send that form again. */
function wake() {
  for (const form of document.forms) if (form.hasAttribute("data-leaves")) delete form.dataset.busy;
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
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!showFor(page, form.querySelector("[data-place]"))) location.reload();
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
    if (form.closest("dialog")) close();
  }
  if (used && notice.client_order_id) rename(used, notice.client_order_id);
  changed();
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
