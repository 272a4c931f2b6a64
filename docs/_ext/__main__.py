"""The three doors of the workshop, which nox opens: ``python docs/_ext build|serve|books …``."""

import sys
from importlib import import_module

DOORS = {"build": "publish.site", "serve": "publish.serve", "books": "books.make"}

if __name__ == "__main__":
    door, *arguments = sys.argv[1:] or [""]
    if door not in DOORS:
        sys.exit(f"there is no door {door!r}: say one of {', '.join(DOORS)}")
    sys.exit(import_module(f"guide_site.{DOORS[door]}").main(*arguments))
