"""``python -m cnfin_terms``: the command line."""

from __future__ import annotations

import sys

from cnfin_terms.cli import main

if __name__ == "__main__":
    sys.exit(main())
