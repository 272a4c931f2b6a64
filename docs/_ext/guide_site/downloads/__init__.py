"""Makes what a reader downloads from a page: program, notebook, Markdown, wheel."""
