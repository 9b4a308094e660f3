// @ts-check
// Starts the other scripts once the page is read and seen, so that they take nothing from its first
// paint. That this one is classic, and comes after the styles, makes browsers read the page with its
// styles at hand: what is laid out without them is laid out twice.

/** How long to wait for a paint that no browser tells of, in milliseconds. */
const LONGEST = 2000;

function begin() {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else import("./desk.js");
}

if (document.hidden) begin();
new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
setTimeout(begin, LONGEST);
