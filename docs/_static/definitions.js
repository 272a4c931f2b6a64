// A click on a term opens its definition beside it; without JavaScript it is a link to the glossary.
(() => {
  "use strict";

  if (!("popover" in HTMLElement.prototype)) return;
  const GAP = 8; // pixels between a term and its definition
  const { content } = document.getElementById("definitions");
  const links = document.querySelectorAll("article a:has(> .std-term)");
  let opened = null; // the definition that is open, and its term
  let pressed = null; // the term whose definition was open when the pointer went down: it is being closed

  const place = (box, link) => {
    const { left, top, bottom } = link.getClientRects()[0];
    const above = top - GAP - box.offsetHeight;
    const below = bottom + GAP;
    const fits = below + box.offsetHeight <= innerHeight || above < 0;
    const right = document.documentElement.clientWidth - box.offsetWidth - GAP;
    box.style.left = `${scrollX + Math.max(GAP, Math.min(left, right))}px`;
    box.style.top = `${scrollY + (fits ? below : above)}px`;
  };

  const open = (link, note) => {
    const box = note.cloneNode(true);
    (link.closest("label") || link).after(box); // read next, and reached by the next Tab
    box.addEventListener("toggle", ({ newState }) => {
      if (newState !== "closed") return;
      if (opened?.link !== link || opened.box === box) link.setAttribute("aria-expanded", "false");
      box.remove();
    });
    box.showPopover();
    place(box, link);
    link.setAttribute("aria-expanded", "true");
    opened = { box, link };
  };

  // The event that a definition closed comes later than its closing: what is open is asked, not kept.
  const term = () => (opened?.box.matches(":popover-open") ? opened.link : null);

  for (const link of links) link.setAttribute("aria-expanded", "false");
  document.addEventListener("pointerdown", () => (pressed = term()), true);
  document.addEventListener("keydown", () => (pressed = null), true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("article a:has(> .std-term)");
    const note = link && content.querySelector(`[data-link="${CSS.escape(link.getAttribute("href"))}"]`);
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link === pressed || link === term()) opened.box.hidePopover();
    else open(link, note);
  });
})();
