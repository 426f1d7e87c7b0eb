// What needs a hand: lighting up words. Everything else on these pages works without this file.
"use strict";

const light = (keys, on) => {
  for (const key of keys) {
    for (const element of document.querySelectorAll(`mark[data-k~="${CSS.escape(key)}"], [data-lights~="${CSS.escape(key)}"]`)) {
      element.classList.toggle("lit", on);
    }
  }
};
const clear = () => document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
const keysOf = (element) => (element.dataset.lights ?? element.dataset.k ?? "").split(" ").filter(Boolean);

const show = (event) => {
  const element = event.target.closest?.("[data-lights], mark[data-k]");
  clear();
  if (element) light(keysOf(element), true);
};
document.addEventListener("pointerover", show);
document.addEventListener("focusin", show);
document.addEventListener("focusout", (event) => { if (!event.relatedTarget) clear(); });

// Following a link to words: the anchor scrolls, the words stay lit until the next move.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#w-"]');
  if (!link) return;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  history.replaceState(null, "", link.hash);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  light(keysOf(link), true);
});
