// @ts-check
// The live channel: one WebSocket a page. It tells what comes, and notices what was missed.

/**
 * @typedef {object} Message
 * @property {string} stream new at each start of the server
 * @property {number} [seq] of what must not be missed
 * @property {"paper" | "live"} mode
 * @property {string} type
 * @property {Record<string, any>} data
 */

/** Tells whether something was missed between two messages. */
export class Sequence {
  /** @type {string | null} */
  stream = null;
  /** @type {number | null} */
  seq = null;

  /**
   * @param {Message} message
   * @returns {"fresh" | "old" | "gap"}
   */
  take(message) {
    if (message.stream !== this.stream) {
      const isFirst = this.stream === null;
      this.stream = message.stream;
      this.seq = message.seq ?? null;
      return isFirst ? "fresh" : "gap";
    }
    if (message.seq === undefined) return "fresh";
    const before = this.seq;
    if (message.type === "snapshot") {
      this.seq = Math.max(before ?? 0, message.seq);
      return "fresh";
    }
    if (before !== null && message.seq <= before) return "old";
    this.seq = message.seq;
    return before === null || message.seq === before + 1 ? "fresh" : "gap";
  }
}

/** How long to wait before the nth try to connect again, in milliseconds.
 * @param {number} tries
 */
export function waitBefore(tries) {
  return Math.min(8000, 500 * 2 ** Math.min(tries, 4));
}

const SNAPSHOT = '{"op":"snapshot"}';
/** The close code of a client that did not keep up. */
export const OVERFLOW = 4408;
/** A snapshot is asked for at most once in so many milliseconds. */
export const SNAPSHOT_EVERY = 1000;
/** A line that was silent for so many milliseconds is asked whether it lives. */
const SILENT = 15000;
/** How long its answer, or its opening, is waited for. */
const NO_ANSWER = 10000;
/** How often that is looked at. */
const LOOK = 5000;

/**
 * Connects, and connects again whenever the line breaks.
 *
 * @param {object} on
 * @param {(message: Message) => void} on.message what came
 * @param {(isUp: boolean) => void} on.link whether the line stands
 * @param {() => void} on.missed something was missed: the page must be renewed
 */
export function connect(on) {
  const sequence = new Sequence();
  /** @type {WebSocket | null} */
  let socket = null;
  let tries = 0;
  let timer = 0;
  let askedAt = -Infinity;
  let isAsking = false;
  /** Whether something must come: the line's opening, or its answer. */
  let isWaiting = false;
  let silentSince = 0;

  /** @param {boolean} waits */
  function heard(waits) {
    isWaiting = waits;
    silentSince = performance.now();
  }

  function open() {
    clearTimeout(timer);
    heard(true);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const line = new WebSocket(`${scheme}//${location.host}/ws`);
    socket = line;
    line.addEventListener("open", () => {
      const isAgain = tries > 0 || sequence.stream !== null;
      tries = 0;
      heard(false);
      on.link(true);
      if (isAgain) ask();
    });
    line.addEventListener("message", (event) => {
      if (socket !== line) return;
      heard(false);
      take(event.data);
    });
    line.addEventListener("close", (event) => lose(line, event.code));
  }

  /**
   * @param {WebSocket} line
   * @param {number} [code]
   */
  function lose(line, code) {
    if (socket !== line) return;
    socket = null;
    on.link(false);
    if (code === OVERFLOW) on.missed();
    timer = setTimeout(open, waitBefore(tries++));
  }

  /** A line that died without a word, as those of a laptop that slept, is not waited for. */
  function look() {
    if (socket === null) return;
    const silence = performance.now() - silentSince;
    if (isWaiting && silence > NO_ANSWER) {
      const dead = socket;
      lose(dead);
      dead.close();
    } else if (!isWaiting && silence > SILENT) {
      heard(true);
      socket.send(SNAPSHOT);
    }
  }

  /** @param {unknown} text */
  function take(text) {
    /** @type {Message} */
    let message;
    try {
      message = JSON.parse(String(text));
    } catch {
      return ask();
    }
    const news = sequence.take(message);
    if (news === "gap") ask();
    if (news !== "old") on.message(message);
  }

  /** Asks for all that is, and has the page renewed. */
  function ask() {
    if (isAsking) return;
    const wait = Math.max(0, askedAt + SNAPSHOT_EVERY - performance.now());
    isAsking = true;
    setTimeout(() => {
      isAsking = false;
      askedAt = performance.now();
      if (socket?.readyState === WebSocket.OPEN) socket.send(SNAPSHOT);
      on.missed();
    }, wait);
  }

  addEventListener("online", () => socket === null && open());
  addEventListener("pagehide", () => socket?.close());
  addEventListener("pageshow", (event) => event.persisted && socket === null && open());
  setInterval(look, LOOK);
  open();
}
