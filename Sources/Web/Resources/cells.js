// @ts-check
// Puts what the server formatted into the cells that show it, a few times a second.

/** How often cells change at most, in milliseconds: faster than an eye reads figures. */
const EVERY = 200;
/** A cell flashes at most once in so many milliseconds. */
const FLASH_EVERY = 900;
/** The cells that flash. */
const FLASHING = new Set(["last", "current"]);
const SIGNS = ["up", "down", "flat", "unknown"];

/**
 * How old something is, by the words of the server.
 * @param {number} seconds
 */
export function ageText(seconds) {
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 6000) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** @param {number} age in seconds */
function bornBefore(age) {
  return Date.now() - age * 1000;
}

/** The live cells of the page. */
export class Cells {
  /** @type {Map<string, {text: Record<string, string>, born: number | undefined}>} */
  #pending = new Map();
  /** When that was new whose age a cell tells: by the wall clock, which goes on while a machine sleeps.
   * @type {WeakMap<HTMLElement, number>}
   */
  #born = new WeakMap();
  /** @type {Map<string, Map<string, HTMLElement[]>> | null} */
  #index = null;
  /** @type {WeakMap<HTMLElement, number>} */
  #flashed = new WeakMap();
  #timer = 0;
  #isStill = matchMedia("(prefers-reduced-motion: reduce)");

  constructor() {
    this.#note();
    setInterval(() => this.#grow(), 1000);
    document.addEventListener("visibilitychange", () => this.#grow());
  }

  /** The page has other cells now. */
  forget() {
    this.#index = null;
    this.#note();
  }

  /**
   * @param {string} key such as `quote:AAPL`
   * @param {Record<string, string>} text by the names of the cells
   * @param {number} [age] in seconds
   */
  put(key, text, age) {
    this.#pending.set(key, { text, born: age === undefined ? undefined : bornBefore(age) });
    if (this.#timer === 0) this.#timer = setTimeout(() => this.#show(), EVERY);
  }

  #show() {
    this.#timer = 0;
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#show(), 1000);
      return;
    }
    const index = (this.#index ??= this.#read());
    for (const [key, { text, born }] of this.#pending) {
      const cells = index.get(key);
      if (!cells) continue;
      for (const [name, elements] of cells) {
        const value = text[name];
        if (value === undefined) continue;
        for (const element of elements) this.#set(element, name, value, text[`${name}_sign`], born);
      }
    }
    this.#pending.clear();
  }

  /**
   * @param {HTMLElement} element
   * @param {string} name
   * @param {string} value
   * @param {string | undefined} sign
   * @param {number | undefined} born
   */
  #set(element, name, value, sign, born) {
    if (name === "age" && born !== undefined) return this.#age(element, born);
    if (element.textContent === value) return;
    element.textContent = value;
    if (sign && !element.classList.contains(sign)) {
      element.classList.remove(...SIGNS);
      element.classList.add(sign);
    }
    if (FLASHING.has(name)) this.#flash(element);
  }

  /** @param {HTMLElement} element */
  #flash(element) {
    const now = performance.now();
    if (this.#isStill.matches || now - (this.#flashed.get(element) ?? 0) < FLASH_EVERY) return;
    this.#flashed.set(element, now);
    element.animate(
      [{ backgroundColor: "color-mix(in srgb, currentColor 22%, transparent)" }, {}],
      450,
    );
  }

  #read() {
    /** @type {Map<string, Map<string, HTMLElement[]>>} */
    const index = new Map();
    for (const row of document.querySelectorAll("[data-live]")) {
      const key = row.getAttribute("data-live") ?? "";
      const cells = index.get(key) ?? new Map();
      index.set(key, cells);
      for (const cell of row.querySelectorAll("[data-cell]")) {
        const name = cell.getAttribute("data-cell") ?? "";
        cells.set(name, [...(cells.get(name) ?? []), cell]);
      }
    }
    return index;
  }

  /** Since when the ages count that the server wrote. */
  #note() {
    for (const cell of document.querySelectorAll("[data-age]")) {
      if (!(cell instanceof HTMLElement) || this.#born.has(cell)) continue;
      this.#born.set(cell, bornBefore(Number(cell.dataset.age)));
    }
  }

  /** Ages grow by themselves, also while nobody looks. */
  #grow() {
    if (document.hidden) return;
    for (const cell of document.querySelectorAll("[data-age]")) {
      if (cell instanceof HTMLElement) this.#age(cell, this.#born.get(cell) ?? bornBefore(Number(cell.dataset.age)));
    }
  }

  /**
   * @param {HTMLElement} cell
   * @param {number} born
   */
  #age(cell, born) {
    const age = Math.max(0, Math.floor((Date.now() - born) / 1000));
    this.#born.set(cell, born);
    cell.dataset.age = String(age);
    cell.textContent = ageText(age);
  }
}
