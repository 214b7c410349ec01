# SPDX-License-Identifier: EUPL-1.2
"""Who did what: an append-only, hash-chained log of reads of confidential items, writes, exports and logins."""

from weerbaar.workbench.audit.chain import Anchor, Fault

__all__ = ["Anchor", "Fault"]
