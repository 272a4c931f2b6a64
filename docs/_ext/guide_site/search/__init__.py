"""Makes the search index: Chinese words, and weights for the order of results."""
