# SPDX-License-Identifier: EUPL-1.2
"""Scenario files: YAML front matter, then the storyline under fixed Markdown headings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from weerbaar.base import InputError, Problem, Text, YamlSource, parse_yaml, validate
from weerbaar.dossier.model import Scenario, Storyline

HEADINGS: dict[str, Text] = {
    "justification": Text(nl="Verantwoording", en="Justification"),
    "causes": Text(nl="Oorzaken", en="Causes"),
    "trigger": Text(nl="Aanleiding", en="Trigger"),
    "incident": Text(nl="Incident", en="Incident"),
    "context": Text(nl="Context", en="Context"),
    "consequences": Text(nl="Gevolgen", en="Consequences"),
    "response": Text(nl="Respons", en="Response"),
    "vital_infrastructure": Text(nl="Vitale infrastructuur", en="Vital infrastructure"),
}
"""Field of :class:`Storyline` to its heading, in the order in which they are written."""

_FIELD = {word.casefold(): name for name, text in HEADINGS.items() for word in (text.nl, text.en)}
_FENCE = "---"
_HEADING = re.compile(r"^##?(?!#)\s*(.*?)\s*#*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

Sections = Mapping[str, tuple[str, int]]
"""Field of :class:`Storyline` to its text and the line on which its heading stands."""


def parse_scenario(text: str, name: str, english: Sections | None = None) -> tuple[Scenario, YamlSource]:
    """Return the scenario in ``text`` and the source of its front matter.

    Args:
        text: the whole file.
        name: how the file is called in messages.
        english: sections from the translation beside it.

    Raises:
        InputError: with every problem of the file.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = _first_content(lines)
    if start is None or lines[start].rstrip() != _FENCE:
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl="begint niet met de kop van het scenario tussen twee regels met ---.",
                        en="does not start with the scenario's front matter between two lines of ---.",
                    ),
                    line=1 if start is None else start + 1,
                )
            ]
        )
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() == _FENCE), None)
    if end is None:
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl="de kop van het scenario wordt niet afgesloten met een regel ---.",
                        en="the scenario's front matter is not closed by a line of ---.",
                    ),
                    line=start + 1,
                )
            ]
        )
    problems: list[Problem] = []
    sections: Sections = {}
    try:
        sections = _sections(lines[end + 1 :], name, end + 2)
    except InputError as error:
        problems.extend(error.problems)
    try:
        source = parse_yaml("\n".join(lines[start + 1 : end]), name, start + 2)
        scenario = _scenario(source)
    except InputError as error:
        raise InputError([*error.problems, *problems]) from error
    if problems:
        raise InputError(problems)
    storyline = Storyline(
        **{
            field: Text(nl=sections.get(field, ("", 0))[0], en=(english or {}).get(field, ("", 0))[0])
            for field in HEADINGS
        }
    )
    return scenario.model_copy(update={"storyline": storyline}), source


def parse_translation(text: str, name: str) -> Sections:
    """Return the sections of ``scenarios/<id>.en.md``.

    Raises:
        InputError: with every problem of the file.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = _first_content(lines)
    if start is not None and lines[start].rstrip() == _FENCE:
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl="een vertaling bevat alleen de onderdelen, geen kop tussen --- en ---.",
                        en="a translation holds sections only, no front matter between --- and ---.",
                    ),
                    Text(
                        nl="Zet de Engelse titel in de kop van het scenario zelf.",
                        en="Put the English title in the front matter of the scenario itself.",
                    ),
                    line=start + 1,
                )
            ]
        )
    return _sections(lines, name, 1)


def _scenario(source: YamlSource) -> Scenario:
    if isinstance(source.data, dict) and "storyline" in source.data:
        raise InputError(
            [
                Problem(
                    source.name,
                    Text(
                        nl="het verhaal staat onder de koppen na ---, niet in de kop van het scenario.",
                        en="the storyline stands under the headings after ---, not in the front matter.",
                    ),
                    line=source.line(("storyline",)),
                    field="storyline",
                )
            ]
        )
    return validate(Scenario, source)


def _first_content(lines: list[str]) -> int | None:
    """Return the first line that is neither empty nor a one-line HTML comment."""
    for i, line in enumerate(lines):
        if _COMMENT.sub("", line).strip():
            return i
    return None


def _sections(lines: list[str], name: str, first_line: int) -> Sections:
    problems: list[Problem] = []
    found: dict[str, tuple[str, int]] = {}
    current: str | None = None
    body: list[str] = []
    opened = 0
    stray: int | None = None

    def close() -> None:
        if current is not None and current not in found:
            found[current] = ("\n".join(body).strip(), opened)

    for number, line in enumerate(lines, first_line):
        match = _HEADING.match(line)
        if match is None:
            if not opened and stray is None and _COMMENT.sub("", line).strip():
                stray = number
            body.append(line)
            continue
        close()
        body = []
        opened = number
        word = match.group(1)
        current = _FIELD.get(word.casefold()) if line.startswith("## ") else None
        if current is None:
            problems.append(_unknown_heading(name, line.strip(), number))
        elif current in found:
            problems.append(
                Problem(
                    name,
                    Text(
                        nl=f"dit onderdeel staat al op regel {found[current][1]}.",
                        en=f"this section already stands on line {found[current][1]}.",
                    ),
                    Text(nl="Voeg de twee samen.", en="Join the two."),
                    line=number,
                    value=line.strip(),
                )
            )
    close()
    if stray is not None:
        problems.append(
            Problem(
                name,
                Text(
                    nl="deze tekst staat niet onder een kop.",
                    en="this text does not stand under a heading.",
                ),
                Text(
                    nl="Zet er een kop boven, zoals '## Oorzaken'.", en="Put a heading above it, such as '## Causes'."
                ),
                line=stray,
            )
        )
    for field, (text, line_number) in found.items():
        try:
            validate(Storyline, YamlSource(name, {field: {"nl": text}}, {(): line_number}))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return found


def _unknown_heading(name: str, shown: str, line: int) -> Problem:
    nl = ", ".join(text.nl for text in HEADINGS.values())
    en = ", ".join(text.en for text in HEADINGS.values())
    return Problem(
        name,
        Text(nl=f"onbekende kop; toegestaan zijn: {nl}.", en=f"unknown heading; allowed are: {en}."),
        Text(
            nl="Schrijf '## ' met een van deze woorden; koppen binnen een onderdeel beginnen met ###.",
            en="Write '## ' with one of these words; headings inside a section start with ###.",
        ),
        line=line,
        value=shown,
    )
