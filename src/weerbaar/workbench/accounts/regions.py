# SPDX-License-Identifier: EUPL-1.2
"""The 25 safety regions of the Netherlands, which every database has."""

from __future__ import annotations

from typing import Any

from weerbaar.workbench.accounts.models import Region


def ship_regions(using: str = "default", **_: Any) -> None:
    """Add the regions that a database lacks; after every migration. A name that was changed by hand stays."""
    from weerbaar.alerting.area import regions

    Region.objects.using(using).bulk_create(
        [Region(number=int(code.removeprefix("VR")), name=region.name) for code, region in regions().items()],
        ignore_conflicts=True,
    )
