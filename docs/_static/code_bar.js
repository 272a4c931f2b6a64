// Code that is wider than its place gets a button that breaks its lines, where the bar is shown.
(() => {
  "use strict";

  const { wrap } = document.currentScript.dataset;
  const boxes = document.querySelectorAll("article div:not(.output) > div.highlight");

  const add = (pre) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "wrap", textContent: wrap, hidden: true });
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const wrapped = pre.classList.toggle("wrapped");
      button.setAttribute("aria-pressed", String(wrapped));
    });
    pre.parentElement.append(button);
    const show = () => {
      button.hidden = pre.scrollWidth <= pre.clientWidth && !pre.classList.contains("wrapped");
    };
    new ResizeObserver(show).observe(pre);
  };

  for (const box of boxes) add(box.querySelector("pre"));
})();
