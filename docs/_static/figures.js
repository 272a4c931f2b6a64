// Figures that answer: sliders, buttons and the picture itself choose a state. All states were
// computed when the site was built (autograd_guide.live); this shows them and computes none.
(() => {
  "use strict";

  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  for (const box of document.querySelectorAll(".live")) {
    const { sizes, start, parts, handle } = JSON.parse(box.dataset.live);
    const find = (name) => box.querySelector(`[data-part="${name}"]`);
    const svg = box.querySelector("svg");
    const sliders = sizes.map((_, axis) => find(`slider-${axis}`));
    const shown = parts.map(([name, attribute, axes, values]) => [find(name), attribute, axes, values]);
    const at = [...start];
    let running;

    // What was written is whole: it is what paper shows, unless the reader has chosen a state.
    const written = shown.map(([element, attribute]) =>
      attribute ? element.getAttribute(attribute) : element.textContent,
    );

    const pick = (axes, values) => values[axes.reduce((sum, axis) => sum * sizes[axis] + at[axis], 0)];
    const put = (element, attribute, value) => {
      if (attribute) element.setAttribute(attribute, value);
      else if (element.textContent !== value) element.textContent = value;
    };
    const show = () => {
      for (const [element, attribute, axes, values] of shown) put(element, attribute, pick(axes, values));
      sliders.forEach((slider, axis) => {
        slider.value = at[axis];
        slider.checked = at[axis] === 1;
      });
    };
    const go = (axis, place) => {
      at[axis] = Math.min(Math.max(place, 0), sizes[axis] - 1);
    };
    const run = (axis) => {
      const last = sizes[axis] - 1;
      go(axis, calm.matches ? last : 0);
      if (calm.matches) return;
      running = setInterval(() => {
        go(axis, at[axis] + 1);
        show();
        if (at[axis] === last) clearInterval(running);
      }, 120);
    };

    sliders.forEach((slider, axis) => {
      slider.autocomplete = "off"; // no browser restores it; HTML has no such attribute for a checkbox
      slider.addEventListener("input", () => {
        clearInterval(running);
        go(axis, Number(slider.type === "checkbox" ? slider.checked : slider.value));
        show();
      });
    });
    for (const button of box.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        clearInterval(running);
        for (const [axis, move] of JSON.parse(button.dataset.moves)) {
          if (move === "run") run(axis);
          else go(axis, Number(move) + (/[+-]/.test(move) ? at[axis] : 0));
        }
        show();
      });
    }

    // The picture leads the sliders: to the state whose handle is nearest to the pointer.
    const drag = (event) => {
      const [moves, axes, places] = handle;
      const pointer = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      let best = [...at];
      let nearest = Infinity;
      const visit = ([axis, ...others]) => {
        if (axis === undefined) {
          const [x, y] = pick(axes, places);
          const far = Math.hypot(x - pointer.x, y - pointer.y);
          if (far < nearest) [nearest, best] = [far, [...at]];
          return;
        }
        for (at[axis] = 0; at[axis] < sizes[axis]; at[axis]++) visit(others);
        at[axis] = 0;
      };
      visit(moves);
      best.forEach((place, axis) => go(axis, place));
      show();
    };
    if (handle) {
      svg.addEventListener("pointerdown", (event) => {
        clearInterval(running);
        svg.setPointerCapture(event.pointerId);
        drag(event);
      });
      svg.addEventListener("pointermove", (event) => {
        if (svg.hasPointerCapture(event.pointerId)) drag(event);
      });
    }
    addEventListener("beforeprint", () => {
      if (at.some((place, axis) => place !== start[axis])) return;
      shown.forEach(([element, attribute], row) => written[row] === null || put(element, attribute, written[row]));
    });
    addEventListener("afterprint", show);
    box.classList.add("on");
    show();
  }
})();
