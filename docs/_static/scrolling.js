// What is wide scrolls inside itself: where it does, the keyboard can reach it, and its right edge
// fades as long as more comes there.
(() => {
  "use strict";

  const article = document.querySelector("article");
  const wide = "pre, .table-wrapper, .math-wrapper, .katex-display, .output.text_html, textarea";

  const more = (each) => each.scrollWidth - each.clientWidth - each.scrollLeft > 1;
  const fade = (each, rest) => each.classList.toggle("more", rest);

  // All is measured before anything is changed, else the browser lays the page out again for each.
  const mark = () => {
    const measure = (each) => [each, each.scrollWidth > each.clientWidth, more(each)];
    for (const [each, scrolls, rest] of Array.from(article.querySelectorAll(wide), measure)) {
      if (scrolls) each.tabIndex = 0;
      else each.removeAttribute("tabindex");
      fade(each, rest);
    }
  };

  // Its size changes with the window's, and when a solution is opened or lines are broken.
  if (article) {
    new ResizeObserver(mark).observe(article);
    const scrolled = ({ target }) => fade(target, more(target));
    article.addEventListener("scroll", scrolled, { capture: true, passive: true });
  }
})();
