"""The tests: what the guide promises, kept."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
