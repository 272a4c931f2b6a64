"""Reads the pages' Markdown, section by section."""
