// @ts-check
// Renews the parts of a page that the server made, without losing where the reader is.

/** The least time between two renewals, in milliseconds. */
const EVERY = 700;
/** How long a table waits for the pointer to leave its buttons. */
const POINTER_WAIT = 3000;

/** How long a page is waited for. */
const PAGE_WAIT = 15000;

/** Says who asks, so that the server keeps its notices for a real page. */
export const FRAGMENT = { "X-Fragment": "1" };

/**
 * Ends a request that takes longer: on a dead line no answer comes, and no error either.
 * @param {number} wait in milliseconds
 */
export function within(wait) {
  const end = new AbortController();
  setTimeout(() => end.abort(), wait);
  return end.signal;
}

/**
 * What tells an element from its neighbours after its region was made anew.
 * @param {Element | null} element
 */
function mark(element) {
  if (!element || element === document.body) return null;
  const region = element.closest("[data-region]")?.getAttribute("data-region");
  if (!region) return null;
  const label = element.getAttribute("aria-label");
  const href = element.getAttribute("href");
  const name = element.getAttribute("name");
  if (label) return { region, selector: `[aria-label="${CSS.escape(label)}"]` };
  if (href) return { region, selector: `[href="${CSS.escape(href)}"]` };
  if (name) return { region, selector: `[name="${CSS.escape(name)}"]` };
  return { region, selector: null };
}

/** @param {Element} region */
function isBusy(region) {
  const active = document.activeElement;
  const types = active instanceof HTMLInputElement || active instanceof HTMLSelectElement;
  return (types && region.contains(active)) || region.querySelector("form[data-busy]") !== null;
}

export class Regions {
  #isRunning = false;
  #isWanted = false;
  #timer = 0;
  #last = -Infinity;
  /** @type {Map<Element, number>} */
  #waiting = new Map();

  /**
   * @param {object} on
   * @param {() => void} on.changed regions were made anew
   * @param {(page: Document) => boolean} on.page whether a page may be shown: it is of our mode
   */
  constructor(on) {
    this.on = on;
  }

  /** Renews the page's regions soon. */
  renew() {
    if (this.#timer !== 0) return;
    const wait = Math.max(60, this.#last + EVERY - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.load(location.href);
    }, wait);
  }

  /**
   * Shows the regions of a page of ours.
   * @param {string} address
   * @returns {Promise<Document | null>} the page; null where there is none
   */
  async load(address) {
    if (this.#isRunning) {
      this.#isWanted = true;
      return null;
    }
    this.#isRunning = true;
    this.#last = performance.now();
    try {
      const page = await fetchPage(address);
      if (page && this.on.page(page)) {
        takeToken(page);
        this.show(page);
      }
      return page;
    } finally {
      this.#isRunning = false;
      if (this.#isWanted) {
        this.#isWanted = false;
        this.renew();
      }
    }
  }

  /** @param {Document} page */
  show(page) {
    const focus = mark(document.activeElement);
    let isChanged = false;
    for (const region of document.querySelectorAll("[data-region]")) {
      const name = region.getAttribute("data-region");
      const fresh = page.querySelector(`[data-region="${name}"]`);
      if (name === "notices" || !fresh || isBusy(region) || this.#mustWait(region)) continue;
      if (region.innerHTML === fresh.innerHTML) continue;
      keepScroll(region, fresh, () => region.replaceChildren(...fresh.childNodes));
      isChanged = true;
    }
    if (!isChanged) return;
    this.on.changed();
    if (focus && !document.activeElement?.closest("dialog")) restore(focus);
  }

  /** No row moves away under a pointer that is about to press.
   * @param {Element} region
   */
  #mustWait(region) {
    if (!region.querySelector(".act:hover")) {
      this.#waiting.delete(region);
      return false;
    }
    const since = this.#waiting.get(region) ?? performance.now();
    this.#waiting.set(region, since);
    if (performance.now() - since > POINTER_WAIT) return false;
    setTimeout(() => this.renew(), 400);
    return true;
  }
}

/**
 * A page of ours; null where the server cannot be reached.
 * @param {string} address
 */
export async function fetchPage(address) {
  try {
    const answer = await fetch(address, { headers: FRAGMENT, signal: within(PAGE_WAIT) });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

/**
 * What forms carry is another one after a restart of the server: also of those that stay as they are.
 * @param {Document} page
 */
function takeToken(page) {
  const fresh = page.querySelector('[name="form_token"]');
  for (const own of document.querySelectorAll('[name="form_token"]')) {
    if (own instanceof HTMLInputElement && fresh instanceof HTMLInputElement) own.value = fresh.value;
  }
}

/**
 * @param {Element} old
 * @param {Element} fresh
 * @param {() => void} swap
 */
function keepScroll(old, fresh, swap) {
  const places = [...old.querySelectorAll(".scroll")].map((box) => box.scrollLeft);
  const boxes = [...fresh.querySelectorAll(".scroll")];
  swap();
  boxes.forEach((box, index) => (box.scrollLeft = places[index] ?? 0));
}

/** @param {{region: string, selector: string | null}} focus */
function restore(focus) {
  if (document.activeElement && document.activeElement !== document.body) return;
  const region = document.querySelector(`[data-region="${focus.region}"]`);
  const target = focus.selector ? region?.querySelector(focus.selector) : null;
  const fallback = region?.querySelector("a, button");
  const element = target ?? fallback ?? document.getElementById("main");
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
