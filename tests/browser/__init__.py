"""Tests of the built site in Chromium, run by `nox -s browser` after `nox -s docs`."""
