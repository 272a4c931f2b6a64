"""The tests of the guide: its pages, programs, helper package, build and site."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))  # for tools that run without pytest
