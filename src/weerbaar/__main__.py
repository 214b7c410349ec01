# SPDX-License-Identifier: EUPL-1.2
"""``python -m weerbaar`` does the same as ``weerbaar``."""

import sys

from weerbaar.cli import main

if __name__ == "__main__":
    sys.exit(main())
