// @ts-check
// Wires a page together: what comes over the socket, what a person does, and what is shown.

import { Cells } from "./cells.js";
import * as chart from "./chart.js";
import * as dialogs from "./dialogs.js";
import * as forms from "./forms.js";
import * as keys from "./keys.js";
import { follow, keepInStep, KEY, mode } from "./mode.js";
import { Regions } from "./regions.js";
import { connect } from "./socket.js";
import * as ticket from "./ticket.js";
import { toast } from "./toasts.js";

/** Prices are stale when none has come for so many milliseconds while the market runs. */
const STALE = 12000;
/** How often the profits of open trades are looked at again. */
const OPEN_TRADES = 5000;

const cells = new Cells();
const isDirty = () => dialogs.isOpen() || ticket.isDirty();
const regions = new Regions({
  changed: () => cells.forget(),
  page: (page) => {
    const other = page.documentElement.dataset.mode ?? "";
    if (other && other !== mode) follow(other, isDirty());
    return other === mode;
  },
});

let isUp = false;
let heardAt = performance.now();

/** Shows whether what stands here is fresh. */
function showLink() {
  const chip = document.getElementById("link");
  const words = chip?.querySelector("[data-link-words]");
  if (!chip || !words) return;
  const runs = document.querySelector('.chip.feed[data-state="running"]') !== null;
  const isStale = isUp && runs && performance.now() - heardAt > STALE;
  const state = !isUp ? "down" : isStale ? "stale" : "up";
  document.body.classList.toggle("link-down", state !== "up");
  for (const button of document.querySelectorAll("#ticket-form [data-place]")) {
    if (button instanceof HTMLButtonElement) button.disabled = !isUp || button.form?.dataset.busy === "1";
  }
  document.querySelector(".stale-hint")?.toggleAttribute("hidden", isUp);
  if (chip.dataset.state === state) return;
  chip.dataset.state = state;
  const since = new Date(Date.now() - (performance.now() - heardAt)).toTimeString().slice(0, 8);
  words.textContent = state === "up" ? "Connected" : state === "stale" ? `Stale since ${since}` : "Reconnecting…";
}

/** @param {import("./socket.js").Message} message */
function take(message) {
  const { type, data } = message;
  if (type === "mode") {
    const active = String(data.active_mode ?? "");
    try {
      localStorage.setItem(KEY, active);
    } catch {
      // The socket tells the other tabs too.
    }
    follow(active, isDirty());
    regions.renew();
    return;
  }
  if (type === "notice") {
    const level = String(data.level ?? "info");
    toast(String(data.text ?? ""), level === "alarm" ? "bad" : level === "warning" ? "warning" : "good");
    regions.renew();
    return;
  }
  if (type === "snapshot") return takeAll(data);
  if (message.mode !== mode) return;
  switch (type) {
    case "quote":
      heardAt = performance.now();
      cells.put(`quote:${data.symbol}`, data.text ?? {}, data.age_seconds);
      break;
    case "position":
      if (data.text) cells.put(`position:${data.symbol}`, data.text, data.age_seconds);
      if (message.seq !== undefined) regions.renew();
      break;
    case "account":
      cells.put("account", data.text ?? {});
      break;
    case "order":
      if (data.text?.toast) toast(data.text.toast, data.text.tone ?? "good");
      regions.renew();
      break;
    default:
      regions.renew();
  }
}

/** All prices and marks of our mode at once.
 * @param {Record<string, any>} snapshot
 */
function takeAll(snapshot) {
  const active = String(snapshot.mode?.active_mode ?? mode);
  if (active !== mode) return follow(active, isDirty());
  const own = snapshot[mode];
  if (!own) return;
  cells.put("account", own.account?.text ?? {});
  for (const each of own.quotes ?? []) cells.put(`quote:${each.symbol}`, each.text, each.age_seconds);
  for (const each of own.positions ?? []) cells.put(`position:${each.symbol}`, each.text ?? {});
}

function swapLinks() {
  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a[data-swap]");
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!(link instanceof HTMLAnchorElement) || !isPlain) return;
    event.preventDefault();
    const address = link.href;
    history.replaceState(null, "", address);
    if ((await regions.load(address)) === null) regions.renew();
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-filter")) return;
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.append(name, String(value));
    history.replaceState(null, "", `/trades?${query}`);
    if ((await regions.load(location.href)) === null) regions.renew();
  });
}

keepInStep(isDirty);
dialogs.start((sheet) => {
  cells.forget();
  ticket.watchSheet(sheet);
});
forms.start(() => regions.renew());
ticket.start(() => cells.forget());
keys.start();
swapLinks();
chart.start();
connect({
  message: take,
  link: (up) => {
    isUp = up;
    if (up) {
      heardAt = performance.now();
      regions.renew();
    }
    showLink();
  },
  missed: () => regions.renew(),
});
showLink();
setInterval(showLink, 1000);
setInterval(() => {
  if (!document.hidden && isUp && document.querySelector("[data-open]")) regions.renew();
}, OPEN_TRADES);
