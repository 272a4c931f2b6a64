"""Tests of the build and of the HTML that it writes, mostly on a site of two pages."""
