// @ts-check
import { ageText } from "../../Sources/Web/Resources/cells.js";
import { Sequence, waitBefore } from "../../Sources/Web/Resources/socket.js";

/**
 * @param {unknown} found
 * @param {unknown} wanted
 */
function same(found, wanted) {
  if (found !== wanted) throw new Error(`${found} is not ${wanted}`);
}

/**
 * @param {string} stream
 * @param {number} [seq]
 * @param {string} [type]
 * @returns {import("../../Sources/Web/Resources/socket.js").Message}
 */
function message(stream, seq, type = "order") {
  return { stream, seq, mode: "paper", type, data: {} };
}

Deno.test("Messages in a row are fresh, and one that came before is old", () => {
  const sequence = new Sequence();
  same(sequence.take(message("a", 7)), "fresh");
  same(sequence.take(message("a", 8)), "fresh");
  same(sequence.take(message("a", 8)), "old");
});

Deno.test("A number that was left out is a gap, and a quote has none", () => {
  const sequence = new Sequence();
  sequence.take(message("a", 1));
  same(sequence.take(message("a", undefined, "quote")), "fresh");
  same(sequence.take(message("a", 3)), "gap");
  same(sequence.take(message("a", 4)), "fresh");
});

Deno.test("A new stream is a gap, but the first is not", () => {
  const sequence = new Sequence();
  same(sequence.take(message("a", 5)), "fresh");
  same(sequence.take(message("b", 1)), "gap");
  same(sequence.take(message("b", 2)), "fresh");
});

Deno.test("A snapshot may go ahead", () => {
  const sequence = new Sequence();
  sequence.take(message("a", 1));
  same(sequence.take(message("a", 9, "snapshot")), "fresh");
  same(sequence.take(message("a", 9, "snapshot")), "fresh");
  same(sequence.take(message("a", 10)), "fresh");
});

Deno.test("Waits grow to eight seconds and no further", () => {
  same(waitBefore(0), 500);
  same(waitBefore(3), 4000);
  same(waitBefore(50), 8000);
});

Deno.test("Ages are told as the server tells them", () => {
  same(ageText(99), "99 s");
  same(ageText(100), "1 min");
  same(ageText(6000), "1 h");
  same(ageText(172800), "2 d");
});
