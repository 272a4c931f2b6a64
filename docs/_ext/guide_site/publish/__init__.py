"""Builds both languages and publishes the site."""
