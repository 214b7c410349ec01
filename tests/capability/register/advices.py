# SPDX-License-Identifier: EUPL-1.2
"""Advices to bring into a register: what an import looks at, without choosing among measures first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from weerbaar.base import Text
from weerbaar.dossier import Heading

PLAN = Heading(id="a", letter="a", title=Text(nl="Samenwerking", en="Cooperation"))


def measure(name: str, **fields: Any) -> Any:
    """A measure of an advice, with what an import looks at."""
    return SimpleNamespace(
        **{
            "id": name,
            "title": Text(nl=f"Maatregel {name}", en=f"Measure {name}"),
            "proposal": None,
            "owner": "Ministerie van Veiligheid en Justitie",
            "cost_per_year": (100_000.4, 50_000.0),
            "scenarios": (("cyberhacktivisme", Text(nl="Cyber")),),
            "reach": "specific",
            "reason": Text(nl="Neemt veel weg.", en="Takes much away."),
        }
        | fields
    )


def advice(*groups: tuple[Heading | None, list[Any]], illustrative: bool = True) -> Any:
    return SimpleNamespace(
        analysis_id="proef",
        illustrative=illustrative,
        choice=SimpleNamespace(round_label="NRB 2012"),
        headings=tuple(SimpleNamespace(heading=h, advised=tuple(measures)) for h, measures in groups),
    )
