"""Runs the cells of each page in a Jupyter kernel and reports what goes wrong."""
