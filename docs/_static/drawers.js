// The two drawers of a narrow window, lessons and contents: buttons open them, Escape closes them.
(() => {
  "use strict";

  // Furo's labels become buttons; its checkbox goes on saying what is open.
  const asButton = (label, drawer) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("aria-label", drawer.getAttribute("aria-label"));
    button.setAttribute("aria-expanded", "false");
    button.append(...label.childNodes);
    label.replaceWith(button);
    return button;
  };

  const connect = (box, drawer) => {
    const labels = document.querySelectorAll(`label[for="${box.id}"]:not(.overlay)`);
    const buttons = Array.from(labels, (label) => asButton(label, drawer));
    let opener = buttons[0];
    const set = (open) => {
      box.checked = open;
      for (const button of buttons) button.setAttribute("aria-expanded", open);
      if (!open) return drawer.removeAttribute("tabindex");
      drawer.tabIndex = -1;
      drawer.focus();
    };
    const close = () => {
      set(false);
      opener.focus();
    };

    for (const button of buttons)
      button.addEventListener("click", () => {
        opener = button;
        set(true);
      });
    box.addEventListener("change", close); // by a click beside the drawer
    drawer.addEventListener("keydown", (event) => event.key === "Escape" && box.checked && close());
    drawer.addEventListener("click", (event) => event.target.closest("a") && set(false));
    drawer.addEventListener("focusout", ({ relatedTarget }) => {
      if (box.checked && relatedTarget && !drawer.contains(relatedTarget)) set(false);
    });
    set(false); // some browsers restore a checkbox
  };

  connect(document.getElementById("__navigation"), document.querySelector(".sidebar-drawer"));
  connect(document.getElementById("__toc"), document.querySelector(".toc-drawer"));
})();
