// @ts-check
// Short messages at the edge of the page; what is wrong stays until it was read.

/** How long a message of something good stays, in milliseconds. */
const STAYS = 6000;
/** How many there are at most at once. */
const MOST = 5;

/**
 * @param {string} text
 * @param {string} tone `good`, `warning` or `bad`
 * @param {boolean} [isAlert] whether it stays, and a screen reader interrupts for it
 */
export function toast(text, tone, isAlert = tone === "bad") {
  const place = document.getElementById(isAlert ? "alarms" : "toasts");
  if (!place || !text) return;
  const same = [...place.children].find((other) => other.firstChild?.textContent === text);
  same?.remove();
  const box = document.createElement("div");
  box.className = `toast ${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", "Dismiss");
  close.addEventListener("click", () => box.remove());
  box.append(words, close);
  place.append(box);
  while (place.children.length > MOST) place.firstElementChild?.remove();
  if (!isAlert) setTimeout(() => box.remove(), STAYS);
}
