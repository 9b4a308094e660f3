// @ts-check
// Single keys: to move, to look, to begin an order. None of them sends anything.

import { isOpen, showOwn } from "./dialogs.js";
import { fill, ticket } from "./ticket.js";

/** Where a browser remembers that single keys are off. */
const KEY = "tandem.keys";

/** @type {[string, string][]} */
const KEYS = [
  ["?", "these keys"],
  ["/", "filter the trades"],
  ["b  s", "begin to buy, to sell"],
  ["j  k", "next row, row before"],
  ["Enter", "open the row"],
  ["x", "sell the row"],
  ["g t", "trades"],
  ["g a", "analysis"],
  ["g c", "chart"],
  ["Esc", "close, or take back what was typed"],
];

let pending = "";

function areOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export function start() {
  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const isTyping = target?.closest("input, select, textarea, [contenteditable]") != null;
    if (isTyping || isOpen() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target && moveInMap(target, event.key)) return event.preventDefault();
    if (event.key === "?" || (areOn() && act(event.key))) {
      event.preventDefault();
      if (event.key === "?") help();
    }
  });
}

/**
 * @param {string} key
 * @returns {boolean} whether it means something
 */
function act(key) {
  const chord = pending + key;
  pending = "";
  const mode = document.documentElement.dataset.mode;
  const pages = { gt: "/trades", ga: "/trades/analysis", gc: "/trades/chart" };
  if (chord in pages) {
    location.assign(`${pages[/** @type {keyof typeof pages} */ (chord)]}?mode=${mode}`);
    return true;
  }
  switch (key) {
    case "g":
      pending = "g";
      return true;
    case "/":
      return focus(document.getElementById("filter-symbol"));
    case "b":
      return begin("buy");
    case "s":
      return begin("sell");
    case "j":
      return move(1);
    case "k":
      return move(-1);
    case "x": {
      const link = document.activeElement?.closest("[data-row]")?.querySelector("[data-sell]");
      if (link instanceof HTMLElement) link.click();
      return link != null;
    }
    default:
      return false;
  }
}

/**
 * Arrows go from trial to trial of a heat map.
 * @param {Element} from
 * @param {string} key
 */
function moveInMap(from, key) {
  const cell = from.closest(".heat td");
  const row = cell?.parentElement;
  if (!(cell instanceof HTMLTableCellElement) || !row) return false;
  switch (key) {
    case "ArrowLeft":
      return focus(cell.previousElementSibling?.querySelector("a"));
    case "ArrowRight":
      return focus(cell.nextElementSibling?.querySelector("a"));
    case "ArrowUp":
      return focus(row.previousElementSibling?.children[cell.cellIndex]?.querySelector("a"));
    case "ArrowDown":
      return focus(row.nextElementSibling?.children[cell.cellIndex]?.querySelector("a"));
    default:
      return false;
  }
}

/** @param {Element | null | undefined} element */
function focus(element) {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  return true;
}

/** @param {string} side */
function begin(side) {
  const form = ticket();
  if (!form) return false;
  const symbol = document.activeElement?.closest("[data-live]")?.getAttribute("data-live");
  fill(form, symbol?.split(":")[1] ?? "", side);
  return focus(form.querySelector('[name="symbol"]'));
}

/** @param {number} step */
function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const now = document.activeElement?.closest("[data-row]") ?? null;
  const index = now ? rows.indexOf(now) + step : step > 0 ? 0 : rows.length - 1;
  return focus(rows[index]?.querySelector("a, button"));
}

function help() {
  const box = document.createElement("section");
  box.className = "sheet";
  const title = document.createElement("h1");
  title.id = "sheet-title";
  title.textContent = "Keys";
  const list = document.createElement("dl");
  list.className = "keys";
  for (const [key, meaning] of KEYS) {
    const term = document.createElement("dt");
    for (const each of key.split("  ")) {
      const cap = document.createElement("kbd");
      cap.textContent = each;
      term.append(cap, " ");
    }
    const words = document.createElement("dd");
    words.textContent = meaning;
    list.append(term, words);
  }
  const label = document.createElement("label");
  label.className = "check";
  const check = document.createElement("input");
  check.type = "checkbox";
  check.checked = areOn();
  check.addEventListener("change", () => localStorage.setItem(KEY, check.checked ? "on" : "off"));
  label.append(check, " Single keys are on");
  box.append(title, list, label);
  showOwn(box);
  check.focus();
}
