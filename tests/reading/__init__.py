"""Reads the pages: what stands on them, section by section."""
