"""Runs the cells of a page."""
