# SPDX-License-Identifier: EUPL-1.2
"""One vocabulary of situations in which parties act, with Dutch and English words, and which is part of which.

An agreement on CBRN incidents also holds for a nuclear threat; one on all hazards holds for everything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.base import InputError, Problem, Text

ALL_HAZARDS = "all-hazards"


@dataclass(frozen=True)
class Situation:
    """A kind of situation.

    Attributes:
        id: the tag in files.
        name: in words.
        part_of: broader situations; ``all-hazards`` is understood.
    """

    id: str
    name: Text
    part_of: tuple[str, ...] = ()


SITUATIONS: tuple[Situation, ...] = (
    Situation(ALL_HAZARDS, Text(nl="alle gevaren", en="all hazards")),
    Situation("disaster", Text(nl="ramp", en="disaster")),
    Situation("cbrn", Text(nl="CBRN-incident", en="CBRN incident"), ("disaster",)),
    Situation("nuclear-threat", Text(nl="nucleaire dreiging", en="nuclear threat"), ("cbrn", "terror")),
    Situation("nuclear-accident", Text(nl="nucleair ongeval", en="nuclear accident"), ("cbrn",)),
    Situation("terror", Text(nl="terreur", en="terror")),
    Situation("riots", Text(nl="grootschalige onlusten", en="large-scale riots")),
    Situation("cyber", Text(nl="digitaal incident", en="digital incident")),
    Situation("flood", Text(nl="overstroming", en="flood"), ("disaster",)),
    Situation("wildfire", Text(nl="natuurbrand", en="wildfire"), ("disaster",)),
    Situation("infectious-disease", Text(nl="infectieziekte", en="infectious disease"), ("disaster",)),
    Situation("large-scale-evacuation", Text(nl="grootschalige evacuatie", en="large-scale evacuation"), ("disaster",)),
    Situation("armed-attack", Text(nl="gewapende aanval", en="armed attack")),
)
_BY_ID = {s.id: s for s in SITUATIONS}


def situation_ids() -> tuple[str, ...]:
    """Return the tags of the vocabulary."""
    return tuple(_BY_ID)


def situation(tag: str) -> Situation:
    """Return the situation of a tag.

    Raises:
        KeyError: not in the vocabulary.
    """
    return _BY_ID[tag]


def broader(tag: str) -> frozenset[str]:
    """Return the tags under which an agreement holds for ``tag``: itself, what it is part of, and all hazards."""
    found = {tag, ALL_HAZARDS}
    open_ = [tag]
    while open_:
        for wider in _BY_ID[open_.pop()].part_of:
            if wider not in found:
                found.add(wider)
                open_.append(wider)
    return frozenset(found)


def covers(tags: Iterable[str], tag: str) -> bool:
    """Whether an agreement with these tags holds for the situation ``tag``."""
    return not broader(tag).isdisjoint(tags)


def find_situation(name: str) -> Situation:
    """Return the situation that is meant: a tag, or its Dutch or English words, with hyphens or blanks between them.

    Raises:
        InputError: not in the vocabulary; lists what is.
    """
    wanted = _plain(name)
    for one in SITUATIONS:
        if wanted in {_plain(one.id), _plain(one.name.nl), _plain(one.name.en)}:
            return one
    nl, en = (", ".join(sorted(_hyphened(s.name.in_(lang)) for s in SITUATIONS)) for lang in ("nl", "en"))
    raise InputError(
        [
            Problem(
                "situatie | situation",
                Text(nl="onbekende situatie.", en="unknown situation."),
                Text(nl=f"Kies uit: {nl}.", en=f"Choose from: {en}."),
                value=name,
            )
        ]
    )


def _hyphened(words: str) -> str:
    return words.lower().replace(" ", "-")


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words).casefold()
    return "".join(c for c in letters if c.isalnum())
