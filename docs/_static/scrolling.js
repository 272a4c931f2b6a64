// What is wide scrolls inside itself: where it does, the keyboard can reach it.
(() => {
  "use strict";

  const article = document.querySelector("article");
  const wide = "pre, .table-wrapper, .math-wrapper, .katex-display, .output.text_html";

  const mark = () => {
    for (const each of article.querySelectorAll(wide))
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
      else each.removeAttribute("tabindex");
  };

  // Its size changes with the window's, and when a solution is opened.
  if (article) new ResizeObserver(mark).observe(article);
})();
