"""Parity: the Chinese and the English guide are one text; each drift is a line of a report."""
