# SPDX-License-Identifier: EUPL-1.2
"""The documents of the shipped example, as text and as rows."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from weerbaar.dossier import yaml_text
from weerbaar.workbench.capabilities.kinds import BY_FILE
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.withholding import holds_confidential
from weerbaar.workbench.capabilities.yaml_items import items_of
from weerbaar.workbench.rounds.models import Round

ROOT = "/rondes/voorbeeld-2012/capaciteiten/"


@cache
def example() -> dict[str, str]:
    """Return the documents of the example: name to text."""
    folder = files("weerbaar").joinpath("data", "capability", "voorbeeld-capaciteiten")
    return {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name in BY_FILE}


MEASURES = ("nationaal-crisisplan-ict", "oefeningen-cybersecurity", "internationale-benchmark", "alert-online")
CHOICE = """schema: 1
budgets:
  - {year: 2014, amount_eur: 3000000}
  - {year: 2015, amount_eur: 3000000}
always: [alert-online]
"""


@cache
def small() -> dict[str, str]:
    """Return the example with four measures and a handful of tasks: quick to check, for tests that change something."""
    found = {name: text for name, text in example().items() if name not in ("weights.yaml", "assistance.yaml")}
    kept = [m for m in items_of(found["measures.yaml"], "m", "measures") if m["id"] in MEASURES]
    needed = {one["capability"] for m in kept for one in m.get("adds", [])}
    capabilities = [c for c in items_of(found["capabilities.yaml"], "c", "capabilities") if c["id"] in needed]
    found["measures.yaml"] = "# kop\nschema: 1\n" + yaml_text({"measures": kept}) + "exclusions: []\n"
    found["capabilities.yaml"] = "schema: 1\n" + yaml_text({"capabilities": capabilities})
    for name, key in (("tasks.yaml", "tasks"), ("present.yaml", "present")):
        items = items_of(found[name], name, key)
        if key == "present":
            items = [p for p in items if p["capability"] in needed]
        else:
            items = [t for t in items if {n["capability"] for n in t["needs"]} <= needed]
        found[name] = "schema: 1\n" + yaml_text({key: items})
    found["choice.yaml"] = CHOICE
    return found


_FLAGS: dict[str, bool] = {}


def fill(round_: Round, documents: dict[str, str] | None = None) -> None:
    """Store the documents of the example with a round, without checking them again."""
    for name, text in (documents or example()).items():
        kind = BY_FILE[name].name
        if text not in _FLAGS:
            _FLAGS[text] = holds_confidential(kind, text)
        Document.objects.create(round=round_, kind=kind, name=name, content=text, confidential=_FLAGS[text])
