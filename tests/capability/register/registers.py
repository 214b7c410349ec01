# SPDX-License-Identifier: EUPL-1.2
"""Registers to ask things of: made from a few short lines each."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from weerbaar.base import InputError, Problem
from weerbaar.capability.register import Register, parse_register
from weerbaar.capability.register.file_model import ALLOWED, Entry

HEAD = """# SPDX-License-Identifier: EUPL-1.2
# A comment that stays.
schema: 1
id: proef
title: {nl: Proefregister, en: Trial register}
statement: {nl: Verzonnen., en: Made up.}
data: illustrative
headings:
  - {id: a, letter: a, title: {nl: Kopje A, en: Heading A}}
  - {id: b, letter: b, title: {nl: Kopje B, en: Heading B}}
sources:
  brief:
    title: Een brief
    year: 2013
subjects:
  - {id: plan, title: {nl: Het plan, en: The plan}, heading: a, round: R1, year: 2013, scenarios: [s1]}
  - {id: proef, title: {nl: De proef, en: The trial}, heading: b, round: R1, year: 2013}
entries:
"""


def text_of(*lines: str) -> str:
    """A register with these entries; ``{...}`` without id and subject, which are e1, e2 … and ``plan``."""
    if not lines:
        return HEAD.replace("entries:\n", "entries: []\n")
    return HEAD + "".join(
        f"  - {{id: e{i}, subject: plan, {line}}}\n" if "subject:" not in line else f"  - {{id: e{i}, {line}}}\n"
        for i, line in enumerate(lines, 1)
    )


def register_of(*lines: str) -> Register:
    return parse_register(text_of(*lines), "register.yaml")[0]


def problems_of(*lines: str) -> tuple[Problem, ...]:
    try:
        return parse_register(text_of(*lines), "register.yaml")[1]
    except InputError as error:
        return error.problems


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


MONTH = [datetime.date(2013, 1, 1) + datetime.timedelta(days=n) for n in range(12)]


@st.composite
def moments(draw: st.DrawFn) -> str:
    """A moment within twelve days."""
    low, high = sorted((draw(st.integers(0, 11)), draw(st.integers(0, 11))))
    if draw(st.booleans()):
        return MONTH[low].isoformat()
    return f"{MONTH[low]}..{MONTH[high]}"


@st.composite
def lives(draw: st.DrawFn, most: int = 4, *, corrections: bool = False) -> list[Entry]:
    """The entries of one subject in the order of recording; not all of them make sense together."""
    kinds = [k for k in ALLOWED if k != "correction"]
    found: list[Entry] = []
    recorded = datetime.date(2014, 1, 1)
    for i in range(draw(st.integers(1, most))):
        recorded += datetime.timedelta(days=draw(st.integers(0, 2)))
        given: dict[str, Any] = {"id": f"e{i}", "subject": "plan", "recorded_on": recorded}
        if corrections and found and draw(st.booleans()):
            given |= {"kind": "correction", "corrects": draw(st.sampled_from(found)).id}
            given |= {"annuls": True} if draw(st.booleans()) else {"valid_from": draw(moments())}
        else:
            given |= {"kind": draw(st.sampled_from(kinds)), "valid_from": draw(moments())}
        found.append(Entry.model_validate(given))
    return found
