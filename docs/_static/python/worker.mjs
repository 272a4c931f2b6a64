// Runs a box with MicroPython. Each run gets an interpreter of its own, from files fetched once.
import { loadMicroPython } from "./micropython.mjs";

const HEAP = 8 * 1024 * 1024;
const LIMIT = 20000; // characters that a run may print
const FILES = {
  ...Object.fromEntries(["box", "printing", "tensors", "torch"].map((name) => [`${name}.py`, `${name}.py`])),
  "engine.py": "autograd_guide/engine.py",
};
const here = (name) => new URL(name, import.meta.url);

const download = async (name) => {
  const response = await fetch(here(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const reader = response.body.getReader();
  const parts = [];
  for (let got = await reader.read(); !got.done; got = await reader.read()) {
    parts.push(got.value);
    loaded += got.value.length;
    postMessage({ loaded });
  }
  return new Blob(parts, { type: name.endsWith(".wasm") ? "application/wasm" : "text/plain" });
};

let loaded = 0;
const fetched = (async () => {
  const names = Object.keys(FILES);
  const [wasm, ...texts] = await Promise.all(["micropython.wasm", ...names].map(download));
  const sources = await Promise.all(texts.map((text) => text.text()));
  return { url: URL.createObjectURL(wasm), sources: names.map((name, i) => [FILES[name], sources[i]]) };
})();

onmessage = async ({ data: { code, check } }) => {
  try {
    const { url, sources } = await fetched;
    let printed = 0;
    const stdout = (text) => {
      if (printed > LIMIT) return;
      printed += text.length + 1;
      postMessage(printed > LIMIT ? { full: true } : { text: `${text}\n` });
    };
    const python = await loadMicroPython({ url, heapsize: HEAP, linebuffer: true, stdout });
    python.FS.mkdir("/lib");
    python.FS.mkdir("/lib/autograd_guide");
    for (const [name, source] of sources) python.FS.writeFile(`/lib/${name}`, source);
    postMessage({ started: true });
    python.globals.set("code", code);
    python.globals.set("check", check);
    python.runPython("import box\nended, message, line = box.run(code, check)\nprint(end='')");
    const [ended, message, line] = ["ended", "message", "line"].map((name) => python.globals.get(name));
    postMessage({ ended, message, line });
  } catch (error) {
    postMessage({ ended: "broken", message: String(error.message || error).split("\n")[0], line: 0 });
  }
};
