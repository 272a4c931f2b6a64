"""The tests: what the guide promises, kept."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))  # also where a tool is run and not pytest
