// What a reader has missed: of all predictions in the list, those whose choice in the browser is wrong.
(() => {
  "use strict";

  const list = document.querySelector(".missed");
  const read = () => {
    try {
      return Object(JSON.parse(localStorage.getItem("autograd-guide-predictions")));
    } catch {
      return {}; // the browser forbids storage, or someone has changed the entry
    }
  };
  // A prediction is hidden unless missed, its lesson and the whole list where none of them is.
  const show = () => {
    const kept = read();
    for (const item of list.querySelectorAll("[data-key]")) {
      const { key, right } = item.dataset;
      item.hidden = !/^[A-Z]$/.test(kept[key]) || kept[key] === right;
    }
    for (const part of [...list.querySelectorAll("li:has(ul)"), list])
      part.hidden = !part.querySelector("[data-key]:not([hidden])");
  };

  show();
  // Not while one answers on this page: what stands below would move. Forgetting empties the list.
  addEventListener("pageshow", show);
  addEventListener("storage", show);
  document.addEventListener("click", (event) => event.target.closest(".predictions button, .forget") && show());
})();
