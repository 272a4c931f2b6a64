"""Parity: compares the Chinese and the English guide, and reports a line for each drift."""
