/* The field of the error clinic: compares what is pasted with the entries as they stand here. */
(() => {
  "use strict";

  /* What differs from program to program; a name such as ReluBackward0 counts as relu. */
  const FOREIGN = [
    /^\s*File ".*$/gm,
    /(?:[a-z]:)?[^\s"'`([]*[\\/][^\s"'`]*/gi,
    /\b0x[0-9a-f]+/gi,
    /\btorch\.(?:cuda\.)?\w*tensor\b/gi,
    /\btorch\.size\b/gi,
    /\b(?:torch\.)?(?:b?float|u?int|complex)\d+\b/gi,
    /\btorch\.(?:float|double|half|long|int|bool)\b/gi,
    /\bcuda:\d+/gi,
    /(?<=\w)backward\d*\b/gi,
  ];
  const RAISED = /(?<![\w.])(?:\w+\.)*\w*(?:Error|Warning|Exception|Allocator):(?!:)/g;
  /* Errors of Python itself: no entry is about them, whatever words are in their message. */
  const PYTHON = /(?:FileNotFound|Import|Indentation|Index|Key|ModuleNotFound|Name|Syntax)Error:$/;
  /* Words of any sentence: they tell no entry from another, and are not marked. */
  const COMMON = new Set(
    ("after all an and any are as at be been before being but by can do does each every for from get found got had has have how if in instead " +
      "into is it its like may me must my no not now of on one only or same should so some than that the then there " +
      "these this to use used using was were what when which while why will with would you your " +
      "什么 怎么 没有 出现 报错").split(" "),
  );
  const GLUE = /[的了是在和与就也都把被给让从有为我你它这那直]/; /* the same, in a pair of Chinese characters */
  /* Words for the same thing: all count as the first of their line. */
  const SAME = new Map(
    [
      "gradient grad 梯度",
      "loss 损失",
      "memory 内存 显存",
      "tensor variabl 张量 变量",
      "differ different 不同 一样 差别",
      "accumulat 累积 累加",
      "fall decreas drop down converg high stuck 下降 不降 降不 收敛 卡住",
      "move mov chang updat 更新 不动 在动 在变",
    ].flatMap((line) => line.split(" ").map((word, _at, [first]) => [word, first])),
  );
  const HEADING = 3;
  const MESSAGE = 2;
  const ENOUGH = 0.3; // of the weight of what is asked for in words of the reader's own
  const HALF = 0.5; // of the weight of the message of an error
  const FEW = 2; // entries
  const LONG = 240; // characters of an entry that are shown below its title
  const NEAR = 0.5; // of the best entry's score, which another one needs to be shown beside it

  const blank = (text) =>
    FOREIGN.reduce((rest, each) => rest.replace(each, (found) => " ".repeat(found.length)), text);
  const stem = (word) => (word.length > 4 ? word.replace(/(?:ing|ed|ion|e?s|e)$/, "") : word);
  const meant = (word) => SAME.get(word) ?? word;

  /* Words, and pairs of Chinese characters, each with its place in the text. */
  function tokens(text) {
    const found = [];
    for (const match of blank(text).toLowerCase().matchAll(/[a-z_][a-z_\d]+|\p{Script=Han}+/gu)) {
      const [run] = match;
      const chinese = /\p{Script=Han}/u.test(run);
      if (!chinese && !COMMON.has(run)) found.push([meant(stem(run)), match.index, run.length]);
      for (let at = 0; chinese && at + 1 < run.length; at += 1)
        if (!GLUE.test(run.slice(at, at + 2)) && !COMMON.has(run.slice(at, at + 2)))
          found.push([meant(run.slice(at, at + 2)), match.index + at, 2]);
    }
    return found;
  }

  const words = (text) => new Set(tokens(text).map(([word]) => word));

  /* The name of the error in a traceback, and the sentence that follows it; advice comes later. */
  function message(text) {
    const last = [...text.matchAll(RAISED)].pop();
    if (!last) return ["", text];
    return [last[0], text.slice(last.index + last[0].length).trim().split(/\.\s|\n/)[0]];
  }

  function entry(section) {
    const copy = section.querySelector("h3").cloneNode(true);
    copy.querySelector(".headerlink")?.remove();
    const texts = (selector) =>
      [...section.querySelectorAll(selector)].map((each) => each.textContent.trim());
    return weighed(section.id, copy.textContent, texts(".raised pre"), texts(":scope > p"));
  }

  /* One line of the list of those that were also met: the message and what to do. */
  function line(item) {
    const text = item.textContent.trim();
    const [title] = text.match(/“.*?”/) || [text];
    return weighed(item.closest("section").id, title, [], [text]);
  }

  /* A message that the prose quotes counts as those that were raised. */
  function weighed(anchor, title, messages, prose) {
    const quoted = prose.flatMap((text) => text.match(/“.*?”/g) || []);
    const weights = new Map();
    for (const [text, weight] of [
      [prose.join("\n"), 1],
      [[...messages, ...quoted].join("\n"), MESSAGE],
      [title, HEADING],
    ])
      for (const word of words(text)) weights.set(word, weight);
    return { anchor, title, texts: [...messages, ...prose], weights };
  }

  /* The rarer a word is among the entries, the more it weighs. */
  function rarity(word, entries) {
    const having = entries.filter(({ weights }) => weights.has(word)).length;
    return Math.log((entries.length + 1) / (having + 0.5));
  }

  /* The words that are asked for with their weights. One that no entry has weighs less, except in
     the message of an error; a pair of Chinese characters, which may be no word at all, least. */
  const asked = (text, raised, entries) =>
    [...words(text)].map((word) => {
      const known = raised || entries.some(({ weights }) => weights.has(word));
      const part = /\p{Script=Han}/u.test(word) ? 4 : 2;
      return [word, rarity(word, entries) / (known ? 1 : part)];
    });

  /* One word will do if it is in the title or the message, or in hardly any other entry. */
  const tells = (met, { weights }, entries) =>
    met.length > 1 ||
    met.some(
      ([word]) =>
        weights.get(word) > 1 || entries.filter((each) => each.weights.has(word)).length <= FEW,
    );

  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  /* How well an entry fits: a message is looked for in titles and messages only. */
  function fit(each, all, raised, entries) {
    const met = all.filter(([word]) => each.weights.get(word) >= (raised ? MESSAGE : 1));
    const share = sum(met.map(([, weight]) => weight)) / sum(all.map(([, weight]) => weight));
    const score = share * sum(met.map(([word, weight]) => weight * each.weights.get(word)));
    const fits = share >= (raised ? HALF : ENOUGH) && tells(met, each, entries);
    return { ...each, met: new Set(met.map(([word]) => word)), fits, score };
  }

  function best(text, entries) {
    const [raised, said] = message(text);
    const all = PYTHON.test(raised) ? [] : asked(said, raised, entries);
    const found = entries
      .map((each) => fit(each, all, raised, entries))
      .filter(({ fits }) => fits)
      .sort((one, other) => other.score - one.score);
    return found.slice(0, 3).filter(({ score }) => score >= NEAR * found[0].score);
  }

  /* A text with the words that were met marked. */
  function marked(text, met) {
    const parts = document.createDocumentFragment();
    let done = 0;
    for (const [word, start, length] of tokens(text)) {
      if (!met.has(word) || start + length <= done) continue;
      const from = Math.max(start, done);
      parts.append(text.slice(done, from));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, start + length);
      parts.append(mark);
      done = start + length;
    }
    parts.append(text.slice(done));
    return parts;
  }

  /* The beginning of a text, up to the end of a word. */
  const beginning = (text) =>
    text.length > LONG ? `${text.slice(0, LONG + 1).replace(/(?:[\w.'’-]+|.)$/su, "").trimEnd()} …` : text;

  function item({ anchor, title, texts, met }) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${anchor}`;
    link.append(marked(title, met));
    const count = (text) => [...words(text)].filter((word) => met.has(word)).length;
    const [text] = [...texts].sort((one, other) => count(other) - count(one));
    const excerpt = document.createElement("p");
    excerpt.append(marked(beginning(text), met));
    line.append(link, excerpt);
    return line;
  }

  function show(field, entries) {
    const text = field.querySelector("textarea").value.trim();
    const [said, list, questions] = [".clinic-said", ".clinic-found", ".clinic-questions"].map(
      (each) => field.querySelector(each),
    );
    const found = text ? best(text, entries) : [];
    list.replaceChildren(...found.map(item));
    list.hidden = !found.length;
    questions.hidden = !text || found.length > 0;
    const words = found.length ? said.dataset.found.replace("{}", found.length) : said.dataset.none;
    const news = text ? words : "";
    if (said.textContent !== news) said.textContent = news;
  }

  const field = document.querySelector(".clinic");
  const entries = [
    ...[...document.querySelectorAll("article section:has(> h3)")].map(entry),
    ...[...document.querySelectorAll("#errors-next li")].map(line),
  ];
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 250, field, entries);
  });
  field.classList.add("on");
})();
