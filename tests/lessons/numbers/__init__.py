"""The number test: a lesson quotes no number that its own run did not give."""
