// Answers each line of JSON, {tex, options}, with one: {html} or {error}.
const katex = require(process.argv[2]);

const answer = ({ tex, options }) => {
  try {
    return { html: katex.renderToString(tex, options) };
  } catch (error) {
    return { error: error.message };
  }
};

require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(answer(JSON.parse(line)))));
