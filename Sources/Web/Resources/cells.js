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

/** The live cells of the page. */
export class Cells {
  /** @type {Map<string, {text: Record<string, string>, age: number | undefined}>} */
  #pending = new Map();
  /** @type {Map<string, Map<string, HTMLElement[]>> | null} */
  #index = null;
  /** @type {WeakMap<HTMLElement, number>} */
  #flashed = new WeakMap();
  #timer = 0;
  #isStill = matchMedia("(prefers-reduced-motion: reduce)");

  constructor() {
    setInterval(() => this.#grow(), 1000);
  }

  /** The page has other cells now. */
  forget() {
    this.#index = null;
  }

  /**
   * @param {string} key such as `quote:AAPL`
   * @param {Record<string, string>} text by the names of the cells
   * @param {number} [age] in seconds
   */
  put(key, text, age) {
    this.#pending.set(key, { text, age });
    if (this.#timer === 0) this.#timer = setTimeout(() => this.#show(), EVERY);
  }

  #show() {
    this.#timer = 0;
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#show(), 1000);
      return;
    }
    const index = (this.#index ??= this.#read());
    for (const [key, { text, age }] of this.#pending) {
      const cells = index.get(key);
      if (!cells) continue;
      for (const [name, elements] of cells) {
        const value = text[name];
        if (value === undefined) continue;
        for (const element of elements) this.#set(element, name, value, text[`${name}_sign`], age);
      }
    }
    this.#pending.clear();
  }

  /**
   * @param {HTMLElement} element
   * @param {string} name
   * @param {string} value
   * @param {string | undefined} sign
   * @param {number | undefined} age
   */
  #set(element, name, value, sign, age) {
    if (name === "age" && age !== undefined) element.dataset.age = String(age);
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

  /** Ages grow by themselves. */
  #grow() {
    if (document.hidden) return;
    for (const cell of document.querySelectorAll("[data-age]")) {
      if (!(cell instanceof HTMLElement)) continue;
      const age = Number(cell.dataset.age) + 1;
      cell.dataset.age = String(age);
      cell.textContent = ageText(age);
    }
  }
}
