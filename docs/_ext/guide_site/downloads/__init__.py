"""What a reader takes from a page."""
