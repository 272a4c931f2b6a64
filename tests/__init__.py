"""The tests: what the guide promises, kept."""
