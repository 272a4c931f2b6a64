// The course: ticks for lessons that are done, where to continue, and keys that can be turned off.
// A lesson is done when all its predictions are answered, or when its reader says so.
(() => {
  "use strict";

  const STORE = "autograd-guide-course";
  const PREDICTIONS = "autograd-guide-predictions";
  const nav = document.querySelector(".sidebar-tree");
  const dialog = document.querySelector(".keys");
  const read = (key) => {
    try {
      return Object(JSON.parse(localStorage.getItem(key)));
    } catch {
      return {}; // the browser forbids storage, or someone has changed the entry
    }
  };
  let kept = {};
  const keep = (change) => {
    kept = { ...kept, ...read(STORE), ...change };
    try {
      localStorage.setItem(STORE, JSON.stringify(kept));
    } catch {
      // The browser forbids storage or it is full: the change lasts as long as the page.
    }
  };

  const lessons = Array.from(nav.querySelectorAll("[data-lesson]"), (item) => {
    const { lesson, number, predictions } = item.dataset;
    const link = item.querySelector("a");
    const leads = ({ pathname }) => pathname === link.pathname;
    const others = [...document.querySelectorAll(".cards a, .course-map a")].filter(leads);
    return { name: lesson, number, count: Number(predictions), link, places: [link, ...others] };
  });
  const here = lessons.find(({ link }) => link.getAttribute("aria-current"));
  const answered = ({ name, count }) => {
    const choices = read(PREDICTIONS);
    return count > 0 && Array.from({ length: count }, (_, n) => `${name}-${n + 1}`).every((key) => key in choices);
  };
  const isDone = (lesson) => kept[`done-${lesson.name}`] ?? answered(lesson);

  const tick = (place, done) => {
    const old = place.querySelector(".tick");
    if (!done && old) old.remove();
    if (!done || old) return;
    const mark = document.createElement("span");
    mark.className = "tick";
    mark.append(document.createElement("span"));
    mark.firstChild.textContent = ` ${nav.dataset.done}`;
    place.append(mark);
  };

  // The lesson opened last, or the first one after it that is not done.
  const following = () => {
    const last = lessons.findIndex(({ name }) => name === kept.last);
    const order = [...lessons.slice(Math.max(last, 0)), ...lessons.slice(0, Math.max(last, 0))];
    const begun = last >= 0 || lessons.some(isDone);
    return begun && order.find((lesson) => !isDone(lesson));
  };

  const start = document.querySelector(".begin a");
  const first = start && { text: start.textContent, href: start.href };
  const button = document.querySelector(".lesson-end button");
  const show = () => {
    for (const lesson of lessons) for (const place of lesson.places) tick(place, isDone(lesson));
    if (here) button.setAttribute("aria-pressed", isDone(here));
    const next = start && following();
    if (start) start.href = next ? next.link.href : first.href;
    if (start) start.textContent = next ? nav.dataset.continue.replace("{}", next.number) : first.text;
    dialog.querySelector("input").checked = kept.keys !== false;
  };

  kept = read(STORE);
  if (here) {
    keep({ last: here.name });
    button.parentElement.hidden = false;
    button.addEventListener("click", () => {
      keep({ [`done-${here.name}`]: !isDone(here) });
      show();
    });
  }
  show();

  // In the list of lessons, which is longer than many a window, this page stands in the middle.
  const list = document.querySelector(".sidebar-scroll");
  const current = nav.querySelector(".current-page");
  const top = (element) => element.getBoundingClientRect().top;
  if (current) list.scrollTop += top(current) - top(list) - list.clientHeight / 2;

  // A prediction is checked, or all are forgotten: predictions.js has kept that before.
  document.addEventListener("submit", show);
  document.addEventListener("click", (event) => event.target.closest(".predictions") && show());
  addEventListener("storage", () => {
    kept = read(STORE);
    show();
  });

  const open = () => {
    dialog.querySelector("[role=status]").textContent = "";
    dialog.showModal();
  };
  const opener = document.querySelector(".open-keys");
  opener.hidden = false;
  opener.addEventListener("click", open);
  dialog.querySelector("input").autocomplete = "off"; // as in predictions.js
  dialog.querySelector("input").addEventListener("change", ({ target }) => keep({ keys: target.checked }));
  dialog.querySelector(".forget").addEventListener("click", () => {
    const { keys } = kept;
    document.querySelector(".predictions button")?.click();
    try {
      for (const key of [STORE, PREDICTIONS]) localStorage.removeItem(key);
    } catch {
      // There was none.
    }
    kept = {};
    if (keys === false) keep({ keys });
    show();
    const status = dialog.querySelector("[role=status]");
    status.textContent = status.dataset.said;
  });

  const search = () => {
    const field = document.querySelector(".search-again input") || document.querySelector(".sidebar-search");
    if (!field.checkVisibility({ visibilityProperty: true })) document.querySelector(".nav-overlay-icon").click();
    field.focus();
  };
  const go = (rel) => {
    const link = document.querySelector(`link[rel=${rel}]`);
    if (link) location.assign(link.href);
  };
  const keys = { "/": search, "?": open, ArrowLeft: () => go("prev"), ArrowRight: () => go("next") };
  // Not where a key has a meaning of its own: in fields, among choices, where arrows scroll.
  const TAKEN = "input, textarea, select, [contenteditable], [tabindex='0'], dialog, [popover]";

  // WebKit leaves the focus for a moment in a dialog that has closed.
  const isTaken = (target) => target.checkVisibility() && target.closest(TAKEN);

  document.addEventListener("keydown", (event) => {
    const { key, target, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
    if (kept.keys === false || !Object.hasOwn(keys, key) || defaultPrevented) return;
    if (altKey || ctrlKey || metaKey || (shiftKey && key.length > 1) || isTaken(target)) return;
    event.preventDefault();
    keys[key]();
  });
})();
