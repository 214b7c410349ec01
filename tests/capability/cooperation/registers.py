# SPDX-License-Identifier: EUPL-1.2
"""Small registers for the tests of cooperation, written as people write them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from weerbaar.base import Text
from weerbaar.capability.cooperation.file_model import CooperationFile
from weerbaar.capability.cooperation.register import Register

ON = datetime.date(2013, 11, 15)


def words(name: str) -> Text:
    return Text(nl=name, en=f"{name} (en)")


def party(id_: str, layer: str = "national", **more: Any) -> dict[str, Any]:
    return {"id": id_, "name": words(id_), "layer": layer, "contact": "desk", **more}


def agreement(id_: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "title": words(id_),
        "kind": "law",
        "layer": "national",
        "situations": ["nuclear-threat"],
        **more,
    }


def own(party_: str, from_h: float = 0.0, power: str = "command", **more: Any) -> dict[str, Any]:
    """An agreement under which ``party_`` acts of its own accord."""
    return agreement(f"own-{party_}", powers=[{"party": party_, "power": power, "from_h": from_h, **more}])


def request(id_: str, asks: str | Sequence[str], *steps: tuple[str, str, float | None], **more: Any) -> dict[str, Any]:
    """An agreement that one of ``asks`` calls on, in these steps."""
    asking = [asks] if isinstance(asks, str) else list(asks)
    last = steps[-1][1] if steps else asking[0]
    procedure = {
        "form": words("form"),
        "signature": asking[0],
        "steps": [{"by": by, "to": to, "hours": hours} for by, to, hours in steps],
    }
    return agreement(id_, **{"asks": asking, "asked": last, "decides": last, "procedure": procedure} | more)


def unit(id_: str, party_: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "name": words(id_), "party": party_, "capabilities": ["meten"], **more}


def register(
    parties: Sequence[str | Mapping[str, Any]],
    agreements: Sequence[Mapping[str, Any]],
    units: Sequence[Mapping[str, Any]] = (),
    **more: Any,
) -> Register:
    content = {
        "schema": 1,
        "title": words("register"),
        "statement": words("statement"),
        "data": "illustrative",
        "parties": [party(p) if isinstance(p, str) else p for p in parties],
        "agreements": list(agreements),
        "units": list(units),
        "capabilities": [{"id": "meten", "name": words("meten")}, {"id": "ontsmetten", "name": words("ontsmetten")}],
        **more,
    }
    return Register.of(CooperationFile.model_validate(content), "hash")
