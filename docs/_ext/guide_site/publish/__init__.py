"""Builds all languages side by side and publishes the site in one step."""
