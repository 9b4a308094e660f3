// @ts-check
// The order ticket: rows of the market fill it, and the server says what the order comes to.

import { FRAGMENT, within } from "./regions.js";

/** How long to wait for the next key, in milliseconds. */
const PAUSE = 180;
/** How often what an order comes to is looked at again. */
const AGAIN = 2500;
const PRIVATE = ["form_token", "return_to", "client_order_id", "confirm_live_trade", "live_ticket"];

/** The last question of each form: the answer to an older one is of an order that was changed since.
 * @type {WeakMap<HTMLFormElement, number>}
 */
const asked = new WeakMap();

/** @returns {HTMLFormElement | null} */
export function ticket() {
  const form = document.getElementById("ticket-form");
  return form instanceof HTMLFormElement ? form : null;
}

/** Whether somebody has begun an order. */
export function isDirty() {
  return ticket()?.dataset.dirty === "1";
}

/** @param {() => void} changed the page has other live cells */
export function start(changed) {
  const form = ticket();
  document.addEventListener("click", click);
  if (!form) return;
  let timer = 0;
  const look = () => estimate(form, changed);
  form.addEventListener("input", () => {
    form.dataset.dirty = "1";
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    // Escape takes back what was typed; it never sends.
    if (event.key === "Escape") empty(form);
  });
  setInterval(() => {
    if (!document.hidden && valueOf(form, "symbol")) look();
  }, AGAIN);
  document.addEventListener("desk:sent", (event) => {
    // By the name of its order, also where that was sent from its review.
    const isOwn = event instanceof CustomEvent && event.detail === valueOf(form, "client_order_id");
    if (isOwn) empty(form);
  });
}

/** An order is sent on purpose: the next one needs a size again.
 * @param {HTMLFormElement} form
 */
function empty(form) {
  const [symbol, side] = [valueOf(form, "symbol"), valueOf(form, "side")];
  form.reset();
  fill(form, symbol, side);
  delete form.dataset.dirty;
}

/**
 * Begins an order.
 * @param {HTMLFormElement} form
 * @param {string} symbol
 * @param {string} [side]
 */
export function fill(form, symbol, side) {
  const field = form.querySelector('[name="symbol"]');
  if (field instanceof HTMLInputElement && symbol) field.value = symbol;
  const choice = side ? form.querySelector(`[name="side"][value="${side}"]`) : null;
  if (choice instanceof HTMLInputElement) choice.checked = true;
  form.dispatchEvent(new Event("input"));
}

/** @param {MouseEvent} event */
function click(event) {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest("[data-fill]");
  const form = ticket();
  if (link instanceof HTMLElement && form && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    for (const row of document.querySelectorAll("tr.selected")) row.classList.remove("selected");
    link.closest("tr")?.classList.add("selected");
    fill(form, link.dataset.fill ?? "");
    const quantity = form.querySelector('[name="qty"]');
    if (quantity instanceof HTMLElement) quantity.focus();
  }
  const part = target?.closest("[data-set-qty]");
  const sheet = part?.closest("form");
  if (part instanceof HTMLElement && sheet) {
    const quantity = sheet.querySelector('[name="qty"]');
    if (quantity instanceof HTMLInputElement) quantity.value = part.dataset.setQty ?? "";
    sheet.dispatchEvent(new Event("input"));
  }
}

/** Keeps the estimate of a sheet's form right.
 * @param {HTMLElement} sheet
 */
export function watchSheet(sheet) {
  const form = sheet.querySelector("form[data-estimates]");
  if (!(form instanceof HTMLFormElement)) return;
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const fresh = (await outlook(form))?.querySelector("[data-estimate]");
      const own = sheet.querySelector("[data-estimate]");
      if (fresh && own) own.textContent = fresh.textContent;
    }, PAUSE);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {() => void} changed
 */
async function estimate(form, changed) {
  const fresh = await outlook(form);
  const own = form.querySelector("[data-outlook]");
  if (!fresh || !own || own.innerHTML === fresh.body.innerHTML) return;
  own.replaceChildren(...fresh.body.childNodes);
  changed();
}

/** What the server says an order comes to; null where that is not known, or was asked again.
 * @param {HTMLFormElement} form
 */
async function outlook(form) {
  const query = new URLSearchParams({ mode: document.documentElement.dataset.mode ?? "" });
  for (const [name, value] of new FormData(form)) {
    if (!PRIVATE.includes(name) && value !== "") query.append(name, String(value));
  }
  const question = (asked.get(form) ?? 0) + 1;
  asked.set(form, question);
  try {
    const answer = await fetch(`/trades/outlook?${query}`, { headers: FRAGMENT, signal: within(AGAIN) });
    if (!answer.ok || answer.redirected) return null;
    const text = await answer.text();
    return asked.get(form) === question ? new DOMParser().parseFromString(text, "text/html") : null;
  } catch {
    return null;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function valueOf(form, name) {
  return String(new FormData(form).get(name) ?? "");
}
