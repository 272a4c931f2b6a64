"""Imported by the server of ``forks.py`` before all else: it looks for no garbage, having none.

To look for it again and again would be a third of the time that the libraries take.
"""

import gc

gc.disable()
