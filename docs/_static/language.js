// The language switch keeps the place on the page, and the start page remembers the choice.
(() => {
  "use strict";

  const remember = (language) => {
    try {
      localStorage.setItem("autograd-guide-language", language);
    } catch {
      // The browser forbids storage: the choice is asked for again.
    }
  };

  for (const link of document.querySelectorAll("a[data-language]")) {
    const follow = () => {
      link.hash = location.hash;
    };
    follow();
    addEventListener("hashchange", follow);
    link.addEventListener("click", () => remember(link.dataset.language));
  }
})();
