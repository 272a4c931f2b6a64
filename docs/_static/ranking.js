// Ranks what search finds by the weights that docs/_ext/guide_site/search/ranking.py has put into
// the index, says what no page has, and offers a way on. _templates/search.html has the words.
(() => {
  "use strict";

  const SNIPPET = 160; // characters of a page that are shown below its title
  const NAMED = 8; // at most so many words are named as not found
  const SHARE = 0.3; // of the best page's score, which a page needs to be listed
  const ABOUT = 48; // a word's weight on a page that is about it: one is needed, and such a sum
  const ENOUGH = 65; // of the best page, or what no page has is what was meant, and nothing fits
  const CORE = 80; // this weight will do by itself: a word that many pages are about, like backward

  // What belongs to one reader's machine and says nothing about the subject.
  const FOREIGN = new RegExp(
    [
      /File ["“][^"”]+["”], line \d+(?:, in \S+)?/, // a frame of a traceback
      /https?:\/\/\S+/,
      /(?:[A-Za-z]:\\|\.{0,2}\/)(?:[^\s\\/:"“”]+[\\/])*[^\s\\/:"“”]+\.\w+/, // a path to a file
      /(?:[A-Za-z]:\\|~?\/)(?:[\w.~-]+[\\/])+[\w.-]*/, // a path to a folder
      /[\w-]+\.(?:py|pyc|ipynb|cpp|cu|so|dll)\b(?::\d+)?/,
      /\bline \d+/,
      /\b0x[\da-f]+\b/,
      /[[(]\s*\d+(?:\s*,\s*\d+)*\s*,?\s*[\])]/, // a shape: (3, 4), [64, 10]
      /\b\d+(?:\s?[x×*]\s?\d+)+\b/, // a shape: 3x4
      /\bv?\d+(?:\.\d+)+(?:[+-]\w+)?/, // a version, a number
      /\b\d[\d.,]*(?:e[+-]?\d+)?%?(?![\w])/,
    ].map((each) => each.source).join("|"),
    "giu",
  );

  const stemmer = new Stemmer();
  const stem = (word) => stemmer.stemWord(word.toLowerCase());
  const isKnown = (word) => Object.hasOwn(Search._index.weights, stem(word));
  const isSaying = (word) => !stopwords.has(word.toLowerCase()) && !/^\d+$/.test(word);

  // Of a pasted traceback only the message counts; half- and full-width forms are alike.
  const message = (query) => {
    const text = query.normalize("NFKC");
    return /Traceback|File "/.test(text) ? text.replace(/^.*\b(?=\w+(?:Error|Warning): )/s, "") : text;
  };
  const spoken = (query) => message(query).replaceAll(FOREIGN, " ");

  // A name that the guide does not have may have parts that it has: MmBackward0, my_loss.
  const parts = (word) => {
    const found = word.match(/[A-Z]?[a-z]{3,}/g) ?? [];
    return isKnown(word) || found.length < 2 ? [word] : found.filter(isKnown);
  };
  const wordsOf = (query) => splitQuery(spoken(query)).filter(isSaying);
  const stems = (text) => new Set(wordsOf(text).map(stem));

  // A word that the guide does not have may be the beginning of one that it has.
  const pagesWith = (word) => {
    const { weights } = Search._index;
    if (Object.hasOwn(weights, word)) return weights[word];
    const pages = {};
    for (const each of Object.keys(weights))
      if (word.length > 3 && each.startsWith(word))
        for (const [page, weight] of Object.entries(weights[each]))
          pages[page] = Math.max(pages[page] ?? 0, weight / 2);
    return pages;
  };
  const isFound = (word) => Object.keys(pagesWith(stem(word))).length > 0;

  // 汉字 that the guide has only in other words: of 索引优化 it has 索引 and 优化, and no 引优.
  const isBroken = (run) => Array.from(run.slice(1), (second, i) => run[i] + second).some((pair) => !isKnown(pair));
  const brokenIn = (query) => (spoken(query).match(/\p{Script=Han}{3,}/gu) ?? []).filter(isBroken);

  // What a query asks for: the stems that pages have, those of parts counting half, and the words that
  // none has.
  const asked = (query) => {
    const words = wordsOf(query).filter((word, _, all) => word.length > 1 || all.length === 1);
    const split = words.map((word) => [word, parts(word).filter(isFound)]);
    const isStrange = split.some(([word, found]) => !found.length && /\p{Script=Latin}/u.test(word));
    const broken = isStrange ? brokenIn(query) : []; // mysql 索引优化 asks for none of the two
    const isPart = (word) => broken.some((run) => run.includes(word));
    const shares = split.flatMap(([word, found]) =>
      found.map((part) => [stem(part), part === word && !isPart(word) ? 1 : 1 / 2]),
    );
    return {
      known: new Map(shares.sort(([, a], [, b]) => a - b)),
      missing: split.filter(([, found]) => !found.length).map(([word]) => word),
    };
  };

  // Numbers and paths of the query that no page has, as they were typed.
  const foreign = (query) =>
    Array.from(message(query).matchAll(FOREIGN), ([text]) => text.trim()).filter(
      (text) => !splitQuery(text).every((word) => isKnown(word)),
    );

  // What a page is about by its headings, terms and names of the reference, shortest first.
  const places = () => {
    const { alltitles, objects, objnames, docnames } = Search._index;
    const found = [];
    for (const [text, spots] of Object.entries(alltitles))
      for (const [file, id] of spots) found.push({ page: docnames[file], text, id: id ?? "" });
    for (const [prefix, entries] of Object.entries(objects))
      for (const [file, type, , anchor, text] of entries) {
        const name = prefix ? `${prefix}.${text}` : text;
        const id = anchor === "-" ? `${objnames[type][1]}-${name}` : anchor || name;
        found.push({ page: docnames[file], text, id });
      }
    return found.sort((a, b) => a.text.length - b.text.length);
  };

  // A page's score is the sum of its words' weights, rare words counting more.
  const scored = ({ known, missing }) => {
    const scores = {};
    let about = 0;
    for (const [word, share] of known) {
      const pages = Object.entries(pagesWith(word));
      const rarity = Math.log(1 + Search._index.docnames.length / pages.length);
      about = Math.max(about, ...pages.map(([, weight]) => share * weight));
      for (const [page, weight] of pages) scores[page] = (scores[page] ?? 0) + share * rarity * weight;
    }
    const best = Math.max(0, ...Object.values(scores));
    const fits = about >= CORE || (about >= ABOUT && best >= ENOUGH);
    if (missing.length && !fits) return [];
    return Object.entries(scores).filter(([, score]) => score >= SHARE * best);
  };

  // Says what no page has; what fits badly or not at all gets a way on.
  const report = (query, missing, results) => {
    const line = document.querySelector(".search-missing");
    const named = [...new Set([...missing, ...foreign(query)])];
    const names = named.slice(0, NAMED).join(line.dataset.comma) + (named.length > NAMED ? " …" : "");
    line.textContent = named.length ? line.dataset.missing.replace("{}", names) : "";
    document.querySelector(".search-on").hidden = results.length > 0 && !missing.length;
  };

  // Sphinx marks the words on the page that is opened next: it shall be one of the results.
  const MARKS = "sphinx_highlight_terms";
  let marked = "";
  const mark = ({ target }) => target.closest("ul.search a") && localStorage.setItem(MARKS, marked);
  for (const click of ["click", "auxclick"]) document.addEventListener(click, mark);

  const parse = Search._parseQuery;
  Search._parseQuery = (query) => {
    const [, ...rest] = parse(spoken(query));
    marked = [...rest[2]].join(" ");
    localStorage.removeItem(MARKS);
    return [query, ...rest];
  };

  // Each page once, with the shortest heading that has all the words; Sphinx shows the last first.
  Search._performSearch = (query) => {
    const { docnames, filenames, titles } = Search._index;
    const wanted = asked(query);
    const fitting = places().filter(({ text }) => {
      const has = stems(text);
      return [...wanted.known.keys()].every((word) => has.has(word));
    });
    const result = ([page, score]) => {
      const file = docnames.indexOf(page);
      const { text = titles[file], id = "" } = fitting.find((place) => place.page === page) ?? {};
      const [title, anchor] = text === titles[file] ? [text, ""] : [`${titles[file]} › ${text}`, id];
      return [page, title, anchor && `#${anchor}`, null, score, filenames[file], "text"];
    };
    // A page whose title is the query is the page that is meant.
    const isMeant = ([page]) => {
      const has = stems(titles[docnames.indexOf(page)]);
      return has.size === wanted.known.size && [...has].every((word) => wanted.known.has(word));
    };
    const first = (one) => (isMeant(one) ? [one[0], Number.MAX_VALUE] : one);
    const results = scored(wanted).map(first).map(result).sort((a, b) => a[4] - b[4]);
    report(query, wanted.missing, results);
    return results;
  };

  // A formula is read where it is seen, unless it is a mere letter; folded code is not shown.
  const UNREAD = "h1, .course-line, .take-along, .predictions, .katex-display, .katex-mathml, details.hide, script, style";
  const htmlToText = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const formula of page.querySelectorAll(".katex"))
      if (formula.querySelector("msub, msup, msubsup, mfrac, msqrt, munder, mover, munderover, mtable"))
        formula.textContent = "…";
    for (const each of page.querySelectorAll(UNREAD)) each.remove();
    return htmlToText(page.documentElement.outerHTML, anchor)
      .replaceAll("\u200b", "").replaceAll(/\s+/g, " ").trim();
  };

  // Where the word begins through which a cut would go; between 汉字 a cut may stay.
  const beforeWord = (text, place) =>
    /\w/.test(text.charAt(place)) ? text.slice(0, place).replace(/[\w.'’-]+$/, "").length : place;

  // The passage with the most words of the query, from the beginning of a sentence if that will do.
  Search.makeSearchSummary = (html, searchTerms, anchor) => {
    const text = Search.htmlToText(html, anchor);
    const lower = text.toLowerCase();
    const count = (start) => {
      const passage = lower.slice(start, start + SNIPPET);
      return [...searchTerms].filter((word) => passage.includes(word)).length;
    };
    const sentences = Array.from(text.matchAll(/[。！？]|[.!?] /g), (end) => end.index + end[0].length);
    const near = Array.from(searchTerms, (word) => beforeWord(lower, Math.max(0, lower.indexOf(word) - 20)));
    const start = [0, ...sentences, ...near].reduce((a, b) => (count(b) > count(a) ? b : a));
    const rest = text.slice(start);
    const summary = document.createElement("p");
    summary.className = "context";
    summary.textContent =
      (start ? "… " : "") + rest.slice(0, beforeWord(rest, SNIPPET)).trimEnd() + (rest.length > SNIPPET ? " …" : "");
    return summary;
  };
})();
