"""`python -m motcua`: the command line without the script `bin/motcua`."""

from __future__ import annotations

import sys

from motcua.cli import main

if __name__ == "__main__":
    sys.exit(main())
