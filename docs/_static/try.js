// Boxes that run Python: the code of a box becomes an editor; a worker runs it at the first press.
(() => {
  "use strict";

  const STORE = "autograd-guide-try";
  const SECONDS = 10;
  const worker = new URL("python/worker.mjs", document.currentScript.src);
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || {};
    } catch {
      return {}; // the browser forbids storage, or someone has changed the entry
    }
  };
  const keep = (key, text) => {
    try {
      localStorage.setItem(STORE, JSON.stringify({ ...read(), [key]: text }));
    } catch {
      // The browser forbids storage or it is full: the text lasts as long as the page.
    }
  };
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // Return a function that runs code, calls back with each message, and can be stopped.
  const runner = () => {
    let python = null;
    let timer = 0;
    const stop = () => {
      clearTimeout(timer);
      if (python) python.terminate();
      python = null;
    };
    const run = (job, tell) => {
      python ||= new Worker(worker, { type: "module" });
      python.onerror = (event) => {
        event.preventDefault();
        stop();
        tell({ ended: "broken", message: event.message || worker.pathname });
      };
      python.onmessage = ({ data }) => {
        if (data.started) timer = setTimeout(() => (stop(), tell({ ended: "long" })), SECONDS * 1000);
        if (data.full) stop();
        if (data.ended === "broken") stop();
        if (data.ended) clearTimeout(timer);
        tell(data.full ? { ended: "full" } : data);
      };
      python.postMessage(job);
    };
    return { run, stop };
  };

  const indented = (area, out) => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const begin = value.lastIndexOf("\n", from - 1) + 1;
    const rows = value.slice(begin, to).split("\n");
    const text = rows.map((row) => (out ? row.replace(/^ {1,4}/, "") : `    ${row}`)).join("\n");
    area.setRangeText(text, begin, to, rows.length > 1 ? "select" : "end");
    area.dispatchEvent(new Event("input"));
  };

  const editor = (box) => {
    const words = box.dataset;
    const block = box.querySelector("div[class*=highlight]");
    const start = block.querySelector("pre").textContent.replace(/\n$/, "");
    const area = make("textarea", { value: read()[words.key] ?? start, spellcheck: false, wrap: "off" });
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) area.setAttribute(name, "off");
    area.setAttribute("aria-label", words.name);
    const gutter = make("pre", { ariaHidden: "true" });
    const frame = make("div", { className: "try-editor" });
    frame.append(gutter, area);
    const [run, stop, reset] = ["run", "stop", "reset"].map((name) =>
      make("button", { type: "button", textContent: words[name] }),
    );
    const buttons = make("div");
    buttons.append(run, stop, reset);
    // No pre: scrolling.js takes the tab stop from one that is not too wide.
    const output = make("div", { className: "try-output", tabIndex: 0 });
    const verdict = make("p", { className: "try-verdict" });
    const live = make("div");
    live.setAttribute("role", "status");
    live.append(output, verdict);
    const note = make("p", { className: "try-note" });
    note.append(words.what, make("br"), words.keys);
    // The next link to the same place takes over as the one that Tab stops at.
    for (const link of block.querySelectorAll("a[href]:not([tabindex])"))
      [...document.links]
        .find((other) => other.href === link.href && other.tabIndex < 0 && !block.contains(other))
        ?.removeAttribute("tabindex");
    block.replaceWith(frame, buttons, live, note);

    const { run: go, stop: halt } = runner();
    const number = () => {
      const count = area.value.split("\n").length;
      area.rows = count;
      gutter.textContent = Array.from({ length: count }, (_, i) => i + 1).join("\n");
    };
    const say = (text) => (verdict.textContent = text);
    const busy = (on) => {
      box.ariaBusy = String(on);
      stop.disabled = !on;
    };
    const tell = ({ text, loaded, started, ended, message, line }) => {
      if (text) output.append(text);
      if (loaded) say(words.loading.replace("{}", Math.ceil(loaded / 1024)));
      if (started) say(words.running);
      if (!ended) return;
      busy(false);
      verdict.dataset.ended = ended;
      const what = (ended === "error" ? "{}" : words[ended]).replace("{}", () => message);
      say(line ? words.error.replace("{}", line).replace("{}", () => what) : what);
      if (ended !== "lacking") return;
      verdict.append(make("br"), make("a", { href: words.notebook, textContent: words.elsewhere }));
    };
    const begin = () => {
      if (!stop.disabled) return;
      output.textContent = "";
      delete verdict.dataset.ended;
      say(words.running);
      busy(true);
      go({ code: area.value, check: JSON.parse(words.check) }, tell);
    };
    run.addEventListener("click", begin);
    stop.addEventListener("click", () => {
      run.focus();
      halt();
      tell({ ended: "stopped" });
    });
    reset.addEventListener("click", () => {
      area.value = start;
      keep(words.key, undefined);
      number();
    });
    area.addEventListener("input", () => {
      keep(words.key, area.value);
      number();
    });
    area.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      const act = { Enter: begin, "]": () => indented(area, false), "[": () => indented(area, true) }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
    busy(false);
    number();
  };

  const boxes = document.querySelectorAll(".try");
  if (location.protocol === "file:") {
    for (const box of boxes) box.append(make("p", { className: "try-note", textContent: box.dataset.file }));
  } else if (window.Worker && window.WebAssembly) {
    boxes.forEach(editor);
  }
})();
