// What is wide scrolls inside itself: where it does, the keyboard can reach it, and its right edge
// fades as long as more comes there.
(() => {
  "use strict";

  const article = document.querySelector("article");
  const wide = "pre, .table-wrapper, .math-wrapper, .katex-display, .output.text_html";

  const fade = (each) => {
    const rest = each.scrollWidth - each.clientWidth - each.scrollLeft;
    each.classList.toggle("more", rest > 1);
  };

  const mark = () => {
    for (const each of article.querySelectorAll(wide)) {
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
      else each.removeAttribute("tabindex");
      fade(each);
    }
  };

  // Its size changes with the window's, and when a solution is opened or lines are broken.
  if (article) {
    new ResizeObserver(mark).observe(article);
    article.addEventListener("scroll", ({ target }) => fade(target), { capture: true, passive: true });
  }
})();
