# SPDX-License-Identifier: EUPL-1.2
"""What an approver looks at, with what is served outside the area by the cells that are in use now."""

from __future__ import annotations

from weerbaar.alerting.approval import Matter
from weerbaar.alerting.register import Use
from weerbaar.alerting.register import matter_of as matter_in_register
from weerbaar.workbench.alerts import models
from weerbaar.workbench.alerts.footprint import served_by


def matter_of(row: models.Use, use: Use) -> Matter:
    """Return what the approver of a draft looks at.

    Args:
        row: the row of the use, which knows what part of a cell must lie in the area.
        use: as the register has it, with its draft.

    Raises:
        RegisterError: there is no draft, or it has no end.
    """
    found = served_by(use, row.least_share)
    return matter_in_register(use, found.outside_km2 if found is not None else None)
