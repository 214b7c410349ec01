# SPDX-License-Identifier: EUPL-1.2
"""``python -m weerbaar.cli`` does the same as ``weerbaar``."""

import sys

from weerbaar.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
