# SPDX-License-Identifier: EUPL-1.2
"""Proposals and rounds that the tests of measures share: written as files, read as the product reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from weerbaar.assessment import RiskTerms
from weerbaar.base import Text
from weerbaar.capability.analysis import Analysis, load_analysis
from weerbaar.capability.analysis_file import AnalysisFile
from weerbaar.capability.context import Context
from weerbaar.capability.folder import Folder
from weerbaar.capability.measures import ChoiceFile, Measure, MeasureFile, read_choice, read_measures
from weerbaar.dossier import Dossier, load_dossier
from weerbaar.method import Method, load_method

LONER, CYBER, RIOTS, ARMS = (
    "gewelddadige-eenling",
    "cyberhacktivisme",
    "grootschalige-onlusten",
    "wapenbeheersing-falende-staat",
)


def header(**changes: Any) -> AnalysisFile:
    """Return a header over 2014 to 2018 with two headings."""
    given: dict[str, Any] = {
        "schema": 1,
        "id": "proef",
        "title": {"nl": "Proef", "en": "Trial"},
        "dossier": "voorbeeld-2012",
        "statement": {"nl": "Verzonnen.", "en": "Invented."},
        "data": "illustrative",
        "first_year": 2014,
        "last_year": 2018,
        "headings": [{"id": id_, "letter": id_[0], "title": {"nl": id_, "en": id_}} for id_ in ("aa", "bb")],
    }
    return AnalysisFile.model_validate({**given, **changes})


@cache
def example(name: str = "voorbeeld-2012") -> Dossier:
    """Return a shipped round, read once."""
    return load_dossier(name)


@cache
def rod(name: str = "nl-nrb-2009") -> Method:
    """Return a shipped method, read once."""
    return load_method(name)


def context(dossier: Dossier | None = None, **changes: Any) -> Context:
    """Return what the files of measures may name, with one capability."""
    round_ = dossier or example()
    head = header(**changes)
    ids = tuple(h.id for h in head.headings)
    return Context(round_, rod(round_.round.method), head, ("analisten",), ids)


def proposal(id_: str, **fields: Any) -> dict[str, Any]:
    """Return a measure as it stands in a file; without effects given, one on the likelihood of riots."""
    given: dict[str, Any] = {
        "id": id_,
        "title": {"nl": f"Maatregel {id_}", "en": f"Measure {id_}"},
        "cost": {"one_off_eur": 1_000_000},
        "effects": [{"scenario": RIOTS, "on": "likelihood", "share": 0.1}],
    }
    return {**given, **fields}


def measure(id_: str, **fields: Any) -> Measure:
    """Return :func:`proposal` as the product reads it."""
    return Measure.model_validate(proposal(id_, **fields))


class _Plain(yaml.SafeDumper):
    """Writes equal parts out in full: the product takes no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(folder: Path, content: dict[str, Any], name: str = "measures.yaml") -> Folder:
    """Write a file into a folder and return the folder, unread."""
    (folder / name).write_text(yaml.dump({"schema": 1, **content}, Dumper=_Plain, allow_unicode=True, sort_keys=False))
    return Folder(folder)


def read(folder: Path, content: dict[str, Any], where: Context | None = None) -> tuple[MeasureFile | None, str, str]:
    """Return what is read of measures, and everything wrong with them in Dutch and in English."""
    place = written(folder, content)
    found = read_measures(place, where or context())
    return found, *(("\n".join(p.render(lang) for p in place.problems)) for lang in ("nl", "en"))  # type: ignore[return-value]


def read_both(
    folder: Path, measures: dict[str, Any], choice: dict[str, Any], where: Context | None = None
) -> tuple[ChoiceFile | None, str]:
    """Return the choice that is read beside measures, and everything wrong in English."""
    written(folder, measures)
    place = written(folder, choice, "choice.yaml")
    known = where or context()
    found = read_choice(place, known, read_measures(place, known))
    return found, "\n".join(p.render("en") for p in place.problems)


def flat_terms(
    rate: list[float], values: list[list[float]], weights: list[float], draws: int = 3, **changes: Any
) -> RiskTerms:
    """Return terms without uncertainty for scenarios s0, s1, … and criteria c0, c1, …"""
    s, c = np.array(values).shape
    given: dict[str, Any] = {
        "scenarios": tuple(f"s{i}" for i in range(s)),
        "titles": tuple(Text(nl=f"s{i}", en=f"s{i}") for i in range(s)),
        "basis": ("judgements",) * s,
        "left_out": (),
        "criteria": tuple(f"c{i}" for i in range(c)),
        "criterion_names": tuple(Text(nl=f"c{i}", en=f"c{i}") for i in range(c)),
        "weights": np.array(weights),
        "profile": "own",
        "profiles": (("own", Text(nl="eigen", en="own"), np.array(weights)),),
        "window_years": np.full(s, 5.0),
        "rate": np.repeat(np.array(rate)[:, None], draws, axis=1),
        "values": np.repeat(np.array(values)[:, :, None], draws, axis=2),
        "central_rate": np.array(rate),
        "central_values": np.array(values),
        "euro": False,
    }
    return RiskTerms(**{**given, **changes})


def analysis_in(
    folder: Path, measures: dict[str, Any], choice: dict[str, Any] | None = None, **changes: Any
) -> Analysis:
    """Write a whole analysis into a folder and load it."""
    head = header(**changes).model_dump(mode="json", by_alias=True, exclude_none=True)
    (folder / "analysis.yaml").write_text(yaml.safe_dump(head, allow_unicode=True))
    written(folder, measures)
    if choice is not None:
        written(folder, choice, "choice.yaml")
    return load_analysis(folder)
