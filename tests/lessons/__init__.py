"""Tests of the lessons: programs, quoted numbers, terms, and equality of the two languages."""
