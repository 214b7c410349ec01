# SPDX-License-Identifier: EUPL-1.2
"""A dossier as files that people can read, in a fixed order so that a change shows up small in git."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from weerbaar.base import InputError, Lang, Point, Problem, Text, inside, output_folder
from weerbaar.dossier import folder
from weerbaar.dossier.model import FORBIDDEN, Dossier, Scenario
from weerbaar.dossier.reading import load_dossier
from weerbaar.dossier.storyline import HEADINGS

_SCHEMA: dict[str, Any] = {"schema": 1}


def save_dossier(dossier: Dossier, target: Path) -> None:
    """Write a dossier to a folder; reading it again gives the same dossier.

    Files of an earlier state of the dossier that no longer belong to it are removed; other files in the
    folder stay. Comments in the YAML of the earlier state are lost.

    Raises:
        InputError: the folder holds other things and no dossier, or a text holds a character that no file can.
        OSError: it cannot be written.
    """
    _refuse_foreign(target)
    write_texts(dossier_texts(dossier), target)


def write_texts(texts: Mapping[str, str], target: Path) -> None:
    """Write the files of a dossier, all or none, and remove dossier files that are not among them."""
    for name in folder.FOLDERS:
        inside(target, name)
    with output_folder(target) as work:
        for name, text in texts.items():
            (work / name).parent.mkdir(exist_ok=True)
            (work / name).write_text(text, encoding="utf-8", newline="\n")
    kept = {target / name for name in texts}
    stale = [target / name for name in folder.TOP_FILES]
    for name, endings in folder.FOLDERS.items():
        stale += [p for p in (target / name).glob("*") if p.name.endswith(endings)]
    for path in stale:
        if path not in kept and path.is_file():
            path.unlink()
    for name in folder.FOLDERS:
        with contextlib.suppress(OSError):
            (target / name).rmdir()


def migrate(source: str | Path, target: Path) -> None:
    """Write the dossier at ``source`` to ``target`` in the present schema version.

    Args:
        source: folder, archive or name of an example, in any schema version that can be read.
        target: folder to write to; may be the same folder.

    Raises:
        InputError: the dossier has errors; nothing is written.
    """
    save_dossier(load_dossier(source), target)


def dossier_texts(dossier: Dossier) -> dict[str, str]:
    """Return every file of a dossier: path in the folder to text."""
    texts = {folder.ROUND_FILE: yaml_text(_plain(dossier.round))}
    for scenario in dossier.scenarios:
        stem = f"{folder.SCENARIO_FOLDER}/{scenario.id}"
        texts[f"{stem}.md"] = _scenario_text(scenario)
        translation = _sections_text(scenario, "en")
        if translation:
            texts[f"{stem}.en.md"] = translation
    for judged in dossier.judgements:
        texts[f"{folder.JUDGEMENT_FOLDER}/{judged.id}.yaml"] = yaml_text(_plain(judged))
    lists: tuple[tuple[str, dict[str, tuple[BaseModel, ...]]], ...] = (
        (folder.PUBLISHED_FILE, {"results": dossier.published}),
        (
            folder.DECISION_FILE,
            {"headings": dossier.decision_headings, "decisions": dossier.decisions},
        ),
        (
            folder.INITIATIVE_FILE,
            {"headings": dossier.initiative_headings, "initiatives": dossier.initiatives},
        ),
        (folder.CAPABILITY_FILE, {"capabilities": dossier.capabilities}),
    )
    for name, parts in lists:
        content = {key: [_plain(entry) for entry in entries] for key, entries in parts.items() if entries}
        if content:
            texts[name] = yaml_text(_SCHEMA | content)
    if dossier.alerts is not None:
        texts[folder.ALERT_FILE] = yaml_text(_plain(dossier.alerts))
    if dossier.sources:
        sources = {key: _plain(source) for key, source in dossier.sources.items()}
        texts[folder.SOURCE_FILE] = yaml_text(_SCHEMA | {"sources": sources})
    return texts


def yaml_text(data: Any) -> str:
    """Return plain data as YAML in block style, keys in the order given."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=110)


def _scenario_text(scenario: Scenario) -> str:
    head = yaml_text(_plain(scenario.model_copy(update={"storyline": Scenario.model_fields["storyline"].default})))
    sections = _sections_text(scenario, "nl")
    return f"---\n{head}---\n" + (f"\n{sections}" if sections else "")


def _sections_text(scenario: Scenario, lang: Lang) -> str:
    blocks = []
    for field, heading in HEADINGS.items():
        text: Text = getattr(scenario.storyline, field)
        body = text.nl if lang == "nl" else text.en
        if body:
            blocks.append(f"## {heading.in_(lang)}\n\n{body}\n")
    return "\n".join(blocks)


def _plain(value: Any) -> Any:
    """Return a model as plain data, without the fields that hold their default."""
    if isinstance(value, Point):
        return _plain(value.value)
    if isinstance(value, BaseModel):
        return {
            field.alias or name: _plain(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if field.is_required() or getattr(value, name) != field.get_default(call_default_factory=True)
        }
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _refuse_foreign(target: Path) -> None:
    foreign = target.exists() and (not target.is_dir() or any(target.iterdir()))
    if foreign and not (target / folder.ROUND_FILE).is_file():
        raise InputError(
            [
                Problem(
                    str(target),
                    Text(
                        nl="bestaat al en is geen dossier; er is niets geschreven.",
                        en="exists already and is not a dossier; nothing was written.",
                    ),
                    Text(nl="Kies een lege of nieuwe map.", en="Choose an empty or new folder."),
                )
            ]
        )


class _Dumper(yaml.SafeDumper):
    """SafeDumper with lists indented under their key, and text over several lines as such."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists, which PyYAML does not do of its own."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value that occurs twice in full, because the reader refuses anchors."""
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if FORBIDDEN.search(text):
        raise InputError(
            [
                Problem(
                    "dossier",
                    Text(
                        nl="bevat een verboden stuurteken; er is niets geschreven.",
                        en="holds a forbidden control character; nothing was written.",
                    ),
                    Text(nl="Verwijder het teken.", en="Remove the character."),
                    value=text,
                )
            ]
        )
    style: str | None = None
    if any(c in "\x85\u2028\u2029\ufeff" or (c < " " and c != "\n") for c in text):
        style = '"'
    elif "\n" in text:
        # A block keeps its lines only where none of them starts or ends with a blank.
        block = all(line == line.strip() for line in text.split("\n")) and not text.startswith("\n")
        style = "|" if block else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_date(dumper: yaml.SafeDumper, date: datetime.date) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", date.isoformat())


# Our reader knows the numbers of YAML 1.2, PyYAML's writer those of 1.1: text that looks like either is quoted.
for _tag, _pattern in (
    ("int", r"^[-+]?[0-9]+$"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
):
    _Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list("-+0123456789."))
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(datetime.date, _represent_date)
