# SPDX-License-Identifier: EUPL-1.2
"""The question when to decide as text, with the members of an ensemble forecast beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.leaving import LARGEST

if TYPE_CHECKING:
    from weerbaar.evacuation.decision import Question

CSV_NAME = "verwachting.csv"
"""How the members are called in the text."""
_NAME = "besluit.yaml"


def read_question_text(content: str, forecast_csv: str = "") -> Question:
    """Return the question in a text.

    Args:
        content: YAML.
        forecast_csv: members of the forecast, where the text refers to :data:`CSV_NAME`.

    Raises:
        InputError: with every problem and its line.
    """
    from weerbaar.evacuation.decision import read_question

    if len(content) > LARGEST or len(forecast_csv) > LARGEST:
        raise InputError([Problem(_NAME, Text(nl="de tekst is te lang.", en="the text is too long."))])
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        path = Path(folder) / _NAME
        path.write_text(content.replace("\r\n", "\n"), encoding="utf-8")
        if forecast_csv:
            (Path(folder) / CSV_NAME).write_text(forecast_csv.replace("\r\n", "\n"), encoding="utf-8")
        return read_question(path)
