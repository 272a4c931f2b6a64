// How search ranks what it found: a title that holds the whole query comes first.
// Sphinx takes this object in the place of its own, so its other numbers are repeated here.
const asked = (new URLSearchParams(window.location.search).get("q") || "").trim().toLowerCase();

var Scorer = {
  score: ([, title, , , score]) => score + (asked && title.toLowerCase().includes(asked) ? 30 : 0),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
