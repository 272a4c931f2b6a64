"""What the helper package promises beyond its doctests."""
