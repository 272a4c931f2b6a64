"""Tests of the helper package ``autograd_guide`` beyond its doctests."""
