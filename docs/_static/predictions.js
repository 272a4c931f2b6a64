// Predictions: the reader chooses, checks, and then sees the answer. Choices are kept in the browser,
// under one key for all pages; both languages share them.
(() => {
  "use strict";

  const STORE = "autograd-guide-predictions";
  const read = () => {
    try {
      return Object(JSON.parse(localStorage.getItem(STORE)));
    } catch {
      return {}; // the browser forbids storage, or someone has changed the entry
    }
  };
  let kept = read();
  const bar = document.querySelector(".predictions");
  const forget = bar.querySelector("button");
  // Before the first choice, on this page or another, there is nothing to forget.
  const offer = () => (forget.hidden = !Object.keys(kept).some((key) => key !== "all"));
  const keep = (change) => {
    kept = { ...read(), ...change };
    offer();
    try {
      localStorage.setItem(STORE, JSON.stringify(kept));
    } catch {
      // The browser forbids storage or it is full: choices last as long as the page.
    }
  };
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  const control = (box) => {
    const { key, number, right, check, show, rest, choose, yes, no } = box.dataset;
    const answer = document.querySelectorAll(`.answer-${number}`);
    const question = box.querySelector("p:not(.admonition-title)");
    question.id ||= `question-${number}`;
    const form = make("form", { className: "choices" });
    const group = make("fieldset");
    group.setAttribute("aria-labelledby", question.id);
    const verdict = make("div", { className: "verdict", tabIndex: -1 });
    verdict.setAttribute("role", "status");
    const list = box.querySelector("ul");
    list.replaceWith(form);
    form.append(group, verdict);
    group.append(list);
    const inputs = Array.from(list.children, (item, place) => {
      const value = String.fromCharCode(65 + place);
      const input = make("input", { type: "radio", name: key, value });
      const label = make("label");
      label.append(input, ...(item.querySelector("p") || item).childNodes);
      item.replaceChildren(label);
      return input;
    });
    const button = make("button", { textContent: check });
    const reveal = make("button", { type: "button", textContent: show, className: "quiet" });
    const buttons = make("p", { className: "buttons" });
    buttons.append(button, reveal, make("small", { textContent: rest }));
    group.append(buttons);

    const hide = (hidden) => {
      for (const part of answer) {
        if (hidden) part.setAttribute("hidden", "until-found");
        else part.removeAttribute("hidden");
      }
      buttons.hidden = !hidden;
    };
    const open = (choice) => {
      hide(false);
      for (const input of inputs) {
        input.checked = input.value === choice;
        input.disabled = true;
        const mark = input.value === right ? "right" : input.value === choice ? "wrong" : "";
        input.parentElement.className = mark;
      }
      const sign = choice === right ? `✓ ${yes}` : choice ? `✗ ${no}` : "";
      const className = choice === right ? "right" : "wrong";
      verdict.replaceChildren(make("p", { textContent: sign.replace("{}", right), className }));
      for (const part of answer) {
        const reason = part.querySelector(`.reason-${choice || "none"}`);
        if (reason) verdict.append(...reason.cloneNode(true).childNodes);
      }
    };
    const close = () => {
      for (const input of inputs) {
        input.checked = input.disabled = false;
        input.parentElement.className = "";
      }
      verdict.replaceChildren();
      hide(true);
    };
    // Whoever follows a link to a prediction that was missed is asked again.
    const again = () => location.hash === `#${box.id}` && kept[key] !== right && !kept.all;
    const settle = () => ((key in kept || kept.all) && !again() ? open(kept[key]) : close());

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = inputs.find((input) => input.checked);
      if (chosen) {
        keep({ [key]: chosen.value });
        open(chosen.value);
        verdict.focus();
      } else {
        verdict.textContent = choose;
      }
    });
    reveal.addEventListener("click", () => {
      open("");
      (answer[0] || verdict).scrollIntoView({ block: "nearest" });
    });
    for (const part of answer) part.addEventListener("beforematch", () => open(kept[key]));
    const follow = () => {
      if (location.hash === `#${box.id}`) {
        settle();
        box.scrollIntoView();
      }
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.closest(`.answer-${number}`)) {
        open(kept[key]);
        target.scrollIntoView();
      }
    };
    settle();
    follow();
    addEventListener("hashchange", follow);
    addEventListener("beforeprint", () => open(kept[key]));
    return settle;
  };

  const settled = Array.from(document.querySelectorAll(".prediction"), control);
  const all = bar.querySelector("input");
  all.autocomplete = "off"; // no browser restores it; HTML has no such attribute for a checkbox
  all.checked = Boolean(kept.all);
  all.addEventListener("change", () => {
    keep({ all: all.checked });
    settled.forEach((settle) => settle());
  });
  forget.addEventListener("click", () => {
    try {
      localStorage.removeItem(STORE);
    } catch {
      // There was none.
    }
    kept = {};
    all.checked = false;
    all.focus();
    offer();
    settled.forEach((settle) => settle());
  });
  offer();
  bar.classList.add("on");
})();
