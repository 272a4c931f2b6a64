// The language switch keeps the place on the page; the start page remembers the choice.
(() => {
  "use strict";

  const remember = (language) => {
    try {
      localStorage.setItem("autograd-guide-language", language);
    } catch {
      // The browser forbids storage: the choice is asked for again.
    }
  };

  // The place named in the address while it is on the screen, or else the section in view.
  const place = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const { top, bottom } = named ? named.getBoundingClientRect() : { top: NaN, bottom: NaN };
    if (top < innerHeight && bottom > 0) return location.hash;
    const sections = [...document.querySelectorAll("article section section[id]")];
    const begun = sections.filter((each) => each.getBoundingClientRect().top < innerHeight / 3);
    return begun.length && scrollY ? `#${begun.at(-1).id}` : location.hash;
  };

  for (const link of document.querySelectorAll("a[data-language]")) {
    const follow = () => {
      link.hash = place();
    };
    follow();
    for (const event of ["focus", "pointerenter", "click"]) link.addEventListener(event, follow);
    link.addEventListener("click", () => remember(link.dataset.language));
  }
})();
