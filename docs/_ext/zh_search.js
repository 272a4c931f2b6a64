// Cuts a query as the index was cut: a run of 汉字 into words, each word into pairs of characters.
var splitQuery = (query) => {
  const han = /[\u3400-\u4dbf\u4e00-\u9fff]/;
  const runs = /[\u3400-\u4dbf\u4e00-\u9fff]+|[\p{L}\p{N}_]+/gu;
  const empty = new Set(
    ("的 了 和 与 是 在 对 把 吗 呢 中 里 如何 怎么 怎样 什么 为什么 为何 哪些 哪个 是否 " +
      "一下 我们 可以 以及 或者 这个 那个 进行").split(" "),
  );
  const segmenter =
    typeof Intl !== "undefined" && Intl.Segmenter
      ? new Intl.Segmenter("zh", { granularity: "word" })
      : null;

  const pairs = (word) =>
    word.length < 2
      ? [word]
      : Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2));

  const segments = (run) =>
    segmenter && run.length > 2
      ? Array.from(segmenter.segment(run), ({ segment }) => segment)
      : [run];

  // A single character says little: it joins its neighbours, or the next word, or the last one.
  const wordsOf = (run) => {
    const words = [];
    let singles = "";
    let adjacent = false; // the last word ends where the singles begin
    const flush = (next = "") => {
      if (singles.length > 1) {
        words.push(singles);
        if (next) words.push(next);
      } else if (singles && adjacent) {
        words[words.length - 1] += singles;
        if (next) words.push(next);
      } else if (singles || next) {
        words.push(singles + next);
      }
      singles = "";
    };
    for (const segment of segments(run)) {
      if (empty.has(segment)) {
        flush();
        adjacent = false;
      } else if (segment.length > 1) {
        flush(segment);
        adjacent = true;
      } else {
        singles += segment;
      }
    }
    flush();
    return words;
  };

  return Array.from(query.matchAll(runs), ([run]) => run).flatMap((run) =>
    han.test(run) ? wordsOf(run).flatMap(pairs) : [run],
  );
};
