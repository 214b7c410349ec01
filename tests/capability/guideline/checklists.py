# SPDX-License-Identifier: EUPL-1.2
"""A small guideline and answers to it, for the tests of this room."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from weerbaar.base import Text
from weerbaar.capability.guideline import Answer, Checklist, Evidence, Guideline, Part, Requirement

ON = datetime.date(2027, 3, 1)

GUIDELINE = """# SPDX-License-Identifier: EUPL-1.2
schema: 1
id: klein
title: {nl: Klein, en: Small}
introduction: {nl: Inleiding, en: Introduction}
dates:
  - {on: 2028-01-01, what: {nl: Later, en: Later}}
  - {on: 2027-03-01, what: {nl: Nu, en: Now}}
parts:
  - {id: deel-a, title: {nl: Deel A, en: Part A}}
  - {id: deel-b, title: {nl: Deel B, en: Part B}, applies_when: {nl: Soms, en: Sometimes}}
requirements:
  - {id: a1, part: deel-a, number: A.1, title: {nl: Eerste}, requirement: {nl: Doe a1}, questions: [{nl: "Hoe?"}]}
  - {id: a2, part: deel-a, number: A.2, title: {nl: Tweede}, requirement: {nl: Doe a2}, questions: [{nl: "Hoe?"}]}
  - {id: b1, part: deel-b, number: B.1, title: {nl: Derde}, requirement: {nl: Doe b1}, questions: [{nl: "Hoe?"}]}
"""

CHECKLIST = """# SPDX-License-Identifier: EUPL-1.2
# Van ons.
schema: 1
id: onze-lijst
title: {nl: Onze lijst}
content: klein
subject: {nl: Ons product}
statement: {nl: Concept}
answers:
  - requirement: a1
    state: met
    evidence: [{what: Rapport, link: DOC-1, date: 2026-01-02, expires: 2027-03-01}]
    owner: beveiliging
  - {requirement: b1, state: not applicable, reason: Bestaat hier niet}
"""


def write(folder: Path, checklist: str = CHECKLIST, guideline: str = GUIDELINE) -> Path:
    """Write both files and return the checklist."""
    (folder / "klein.yaml").write_text(guideline, encoding="utf-8")
    (folder / "lijst.yaml").write_text(checklist, encoding="utf-8")
    return folder / "lijst.yaml"


def guideline(count: int = 3) -> Guideline:
    requirements = tuple(
        Requirement(
            id=f"r{i}",
            part="deel",
            number=str(i),
            title=Text(nl=f"Eis {i}"),
            requirement=Text(nl="Doe iets"),
            questions=(Text(nl="Hoe?"),),
        )
        for i in range(count)
    )
    part = Part(id="deel", title=Text(nl="Deel", en="Part"), applies_when=Text(nl="Soms"))
    title, intro = Text(nl="Klein"), Text(nl="In")
    return Guideline(schema=1, id="klein", title=title, introduction=intro, parts=(part,), requirements=requirements)


def checklist(*answers: Answer) -> Checklist:
    text = Text(nl="Onze lijst")
    return Checklist(schema=1, id="onze", title=text, content="klein", subject=text, statement=text, answers=answers)


def answer(requirement: str = "r0", state: Any = "met", **fields: Any) -> Answer:
    return Answer(requirement=requirement, state=state, **fields)


def piece(date: str | None = None, expires: str | None = None, what: str = "Rapport") -> Evidence:
    return Evidence.model_validate({"what": what, "date": date, "expires": expires})


# What YAML, CSV and a cell of a workbook can all hold.
_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), exclude_characters="\ufeff\ufffe\uffff"
)
_LINE = st.text(_CHARACTERS, max_size=30).map(str.strip).filter(lambda t: len(t.splitlines()) <= 1)
_NOTE = st.lists(_LINE, max_size=3).map(lambda parts: "\n".join(parts).strip())
_SLUG = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
_DATE = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1))


@st.composite
def _evidence(draw: st.DrawFn) -> Evidence:
    dates = sorted(draw(st.lists(_DATE, min_size=2, max_size=2)))
    first, last = (day if draw(st.booleans()) else None for day in dates)
    return Evidence(what=draw(_LINE.filter(bool)), link=draw(_LINE), date=first, expires=last)


@st.composite
def checklists(draw: st.DrawFn) -> Checklist:
    """Any checklist for :func:`guideline`, with texts that look like formulas, bars and backslashes."""
    answers = []
    for i in range(3):
        if draw(st.booleans()):
            continue
        state = draw(st.sampled_from(("met", "partly", "not met", "not applicable", "unknown")))
        reason = draw(_NOTE.filter(bool) if state == "not applicable" else _NOTE)
        answers.append(
            answer(
                f"r{i}",
                state,
                reason=reason,
                evidence=tuple(draw(st.lists(_evidence(), max_size=3))),
                owner=draw(_LINE | st.sampled_from(("=1+1", "'=x", "-", "@a", "a|b", "c\\"))),
                due=draw(st.none() | _DATE),
                note=draw(_NOTE),
                capability=draw(st.none() | _SLUG),
                measures=tuple(draw(st.lists(_SLUG, max_size=3))),
            )
        )
    return checklist(*answers)
