"""Changes what a page shows: pictures, formulas, links, terms, words around it."""
