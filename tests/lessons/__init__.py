"""Proves the lessons: programs, numbers, terms, and that both languages are one text."""
