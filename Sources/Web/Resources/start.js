// @ts-check
// Lets a page rest that is of another mode than the one before, and starts the other scripts once it
// is read and seen, so that they take nothing from its first paint. That this one is classic, and
// comes after the styles, makes browsers read the page with its styles at hand: what is laid out
// without them is laid out twice.

/** How long to wait for a paint that no browser tells of, in milliseconds. */
const LONGEST = 2000;
/** How long buttons rest after a change of mode, in milliseconds. */
const REST = 1500;
/** Where a tab remembers which mode it showed last. */
const SHOWN = "tandem.shown";

/** Buttons rest for a moment, so that no click meant for one mode lands in the other. */
function rest() {
  const main = () => document.getElementById("main");
  const page = document.documentElement;
  page.classList.add("frozen");
  document.addEventListener("DOMContentLoaded", () => {
    if (page.classList.contains("frozen")) main()?.setAttribute("inert", "");
  });
  setTimeout(() => {
    page.classList.remove("frozen");
    main()?.removeAttribute("inert");
  }, REST);
}

function begin() {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else import("./desk.js");
}

try {
  const mode = document.documentElement.dataset.mode ?? "";
  const before = sessionStorage.getItem(SHOWN);
  sessionStorage.setItem(SHOWN, mode);
  if (before !== null && before !== mode) rest();
} catch {
  // Without storage nothing is known of the page before.
}
if (document.hidden) begin();
new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
setTimeout(begin, LONGEST);
