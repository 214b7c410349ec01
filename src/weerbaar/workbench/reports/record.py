# SPDX-License-Identifier: EUPL-1.2
"""A run record as lines that a person reads: what the outcomes were made from."""

from __future__ import annotations

import json
from typing import Any

from weerbaar.base import Lang, Text, number

_NAMES = (
    ("input_hash", Text(nl="Dossier (sha256)", en="Dossier (sha256)")),
    ("method", Text(nl="Methode", en="Method")),
    ("method_version", Text(nl="Versie van de methode", en="Version of the method")),
    ("method_hash", Text(nl="Methodebestand (sha256)", en="Method file (sha256)")),
    ("seed", Text(nl="Beginwaarde van het toeval", en="Random seed")),
    ("draws", Text(nl="Aantal trekkingen", en="Number of draws")),
)


def record_lines(run_id: str, record: dict[str, Any], lang: Lang) -> list[tuple[str, str]]:
    """Return label and value of everything in a run record.

    Args:
        run_id: the mark that stands with every figure and table.
        record: as :meth:`weerbaar.base.RunRecord.as_dict` gives it.
        lang: language of the labels and numbers.
    """
    nl = lang == "nl"
    lines = [("Kenmerk" if nl else "Run", run_id)]
    for name, title in _NAMES:
        value = record[name]
        lines.append((title.in_(lang), number(value, lang) if name == "draws" else str(value)))
    for name, value in record["settings"].items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        lines.append((f"{'Instelling' if nl else 'Setting'} {name}", shown))
    for name, value in record["software"].items():
        lines.append((f"{'Programmatuur' if nl else 'Software'}: {name}", str(value)))
    return lines
