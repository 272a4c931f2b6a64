// Code that is wider than its place gets a button that breaks its lines, where the bar is shown.
(() => {
  "use strict";

  const { wrap } = document.currentScript.dataset;
  const boxes = document.querySelectorAll("article div:not(.output) > div.highlight");

  // All is measured before anything is changed, else the browser lays the page out again for each.
  const show = (entries) => {
    const fits = (pre) => pre.scrollWidth <= pre.clientWidth && !pre.classList.contains("wrapped");
    const measured = entries.map(({ target }) => [target, fits(target)]);
    for (const [pre, hidden] of measured) pre.parentElement.querySelector(".wrap").hidden = hidden;
  };
  const sizes = new ResizeObserver(show);

  const add = (pre) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "wrap", textContent: wrap, hidden: true });
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const wrapped = pre.classList.toggle("wrapped");
      button.setAttribute("aria-pressed", String(wrapped));
    });
    pre.parentElement.append(button);
    sizes.observe(pre);
  };

  for (const box of boxes) add(box.querySelector("pre"));
})();
