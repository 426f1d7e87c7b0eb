// What needs a hand: lighting up words. Everything else on these pages works without this file.
"use strict";

const light = (keys, on) => {
  for (const key of keys) {
    for (const element of document.querySelectorAll(`mark[data-k~="${CSS.escape(key)}"], [data-lights~="${CSS.escape(key)}"]`)) {
      element.classList.toggle("lit", on);
    }
  }
};
const clear = () => document.querySelectorAll("mark.lit, [data-lights].lit").forEach((element) => element.classList.remove("lit"));
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

// The network: pointing at a node brings its own ties forward.
for (const ring of document.querySelectorAll("svg.ring")) {
  const point = (event) => {
    const node = event.target.closest?.("[data-node]");
    ring.classList.toggle("pointed", Boolean(node));
    for (const tie of ring.querySelectorAll(".tie")) {
      tie.classList.toggle("lit", Boolean(node) && tie.dataset.ends.split(" ").includes(node.dataset.node));
    }
  };
  ring.addEventListener("pointerover", point);
  ring.addEventListener("pointerleave", point);
  ring.addEventListener("focusin", point);
}

// The review queue by keys: j and k walk, the letter of a button presses it.
const questions = [...document.querySelectorAll(".question")];
if (questions.length || document.querySelector("[data-key]")) {
  questions[0]?.focus({ preventScroll: true });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const here = questions.findIndex((question) => question.contains(document.activeElement));
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      questions[Math.min(questions.length - 1, Math.max(0, here + step))]?.focus();
      event.preventDefault();
      return;
    }
    const scope = event.key === "z" ? document : questions[Math.max(0, here)];
    const button = scope?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      button.click();
      event.preventDefault();
    }
  });
}
