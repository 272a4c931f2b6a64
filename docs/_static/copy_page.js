// The link to a page's Markdown becomes a button that copies it, where the browser lets it.
(() => {
  "use strict";

  // From file:// nothing can be fetched, and over plain http nothing be copied: the link stays.
  if (!location.protocol.startsWith("http") || !navigator.clipboard || !window.ClipboardItem) return;

  const text = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
    return new Blob([await answer.text()], { type: "text/plain" });
  };

  for (const link of document.querySelectorAll("a[data-copy]")) {
    const button = document.createElement("button");
    const label = link.textContent;
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.write([new ClipboardItem({ "text/plain": text(link.href) })]);
      } catch {
        location.assign(link.href); // the reader gets the text in any case
        return;
      }
      button.style.minWidth = `${button.offsetWidth}px`;
      button.textContent = link.dataset.copied;
      setTimeout(() => {
        button.textContent = label;
      }, 2000);
    });
    link.replaceWith(button);
  }
})();
