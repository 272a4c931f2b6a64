// Ranks what search finds by the weights that docs/_ext/guide_site/search/ranking.py has put into the index.
(() => {
  "use strict";

  const SNIPPET = 160; // characters of a page that are shown below its title

  const stemmer = new Stemmer();
  const stems = (text) =>
    new Set(splitQuery(text).map((word) => stemmer.stemWord(word.toLowerCase())));

  // A word that the guide does not have may be the beginning of one that it has.
  const pagesWith = (word) => {
    const { weights } = Search._index;
    if (Object.hasOwn(weights, word)) return weights[word];
    const pages = {};
    for (const each of Object.keys(weights))
      if (word.length > 2 && each.startsWith(word))
        for (const [page, weight] of Object.entries(weights[each]))
          pages[page] = Math.max(pages[page] ?? 0, weight / 2);
    return pages;
  };

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

  // A page is found when it has most of what is rare in the query; a word that no page has is rarest.
  const scored = (words) => {
    const scores = {};
    const held = {};
    let whole = 0;
    for (const word of words) {
      const pages = Object.entries(pagesWith(word));
      const rarity = pages.length ? Math.log(1 + Search._index.docnames.length / pages.length) : 4;
      whole += rarity;
      for (const [page, weight] of pages) {
        scores[page] = (scores[page] ?? 0) + rarity * weight;
        held[page] = (held[page] ?? 0) + rarity;
      }
    }
    return Object.entries(scores).filter(([page]) => held[page] > 0.6 * whole);
  };

  // Each page once, with the shortest heading that has all the words; Sphinx shows the last first.
  Search._performSearch = (_query, searchTerms) => {
    const { docnames, filenames, titles } = Search._index;
    const long = [...searchTerms].filter((word) => word.length > 1);
    const words = long.length ? long : [...searchTerms];
    const fitting = places().filter(({ text }) => {
      const has = stems(text);
      return words.every((word) => has.has(word));
    });
    const result = ([page, score]) => {
      const file = docnames.indexOf(page);
      const { text = titles[file], id = "" } = fitting.find((place) => place.page === page) ?? {};
      const [title, anchor] = text === titles[file] ? [text, ""] : [`${titles[file]} › ${text}`, id];
      return [page, title, anchor && `#${anchor}`, null, score, filenames[file], "text"];
    };
    return scored(words).map(result).sort((a, b) => a[4] - b[4]);
  };

  // KaTeX writes a formula three times, and is read where it is seen; the title is above already.
  const unread = /<span class="katex-mathml">.*?<\/math><\/span>|<h1>.*?<\/h1>|<p class="course-line">.*?<\/p>/gs;
  const htmlToText = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    return htmlToText(html.replaceAll(unread, ""), anchor).replaceAll("\u200b", "").replaceAll(/\s+/g, " ").trim();
  };

  // The passage with the most words of the query, from the beginning of a sentence if that will do.
  Search.makeSearchSummary = (html, searchTerms, anchor) => {
    const text = Search.htmlToText(html, anchor);
    const lower = text.toLowerCase();
    const count = (start) => {
      const passage = lower.slice(start, start + SNIPPET);
      return [...searchTerms].filter((word) => passage.includes(word)).length;
    };
    const sentences = Array.from(text.matchAll(/[。！？]|[.!?] /g), (end) => end.index + end[0].length);
    const near = Array.from(searchTerms, (word) => Math.max(0, lower.indexOf(word) - 20));
    const start = [0, ...sentences, ...near].reduce((a, b) => (count(b) > count(a) ? b : a));
    const rest = text.slice(start);
    const summary = document.createElement("p");
    summary.className = "context";
    summary.textContent =
      (start ? "… " : "") + rest.slice(0, SNIPPET) + (rest.length > SNIPPET ? " …" : "");
    return summary;
  };
})();
