// Runs boxes with the MicroPython of the page: [[code, check], …] comes in, what they print goes out.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, engine] = process.argv.slice(2);
const { loadMicroPython } = await import(pathToFileURL(`${folder}/micropython.mjs`));
const files = {
  ...Object.fromEntries(["box", "printing", "tensors", "torch"].map((name) => [`/lib/${name}.py`, `${folder}/${name}.py`])),
  "/lib/autograd_guide/engine.py": engine,
};
const answers = [];
for (const [code, check] of JSON.parse(readFileSync(0, "utf8"))) {
  let text = "";
  const stdout = (line) => (text += `${line}\n`);
  const options = { url: `${folder}/micropython.wasm`, heapsize: 8 * 1024 * 1024, linebuffer: true };
  const python = await loadMicroPython({ ...options, stdout });
  python.FS.mkdir("/lib");
  python.FS.mkdir("/lib/autograd_guide");
  for (const [name, path] of Object.entries(files)) python.FS.writeFile(name, readFileSync(path, "utf8"));
  python.globals.set("code", code);
  python.globals.set("check", check);
  python.runPython("import box\nended, message, line = box.run(code, check)");
  answers.push([text, ...["ended", "message", "line"].map((name) => python.globals.get(name))]);
}
console.log(JSON.stringify(answers));
