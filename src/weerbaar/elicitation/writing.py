# SPDX-License-Identifier: EUPL-1.2
"""A study, or any other model of a file, as YAML that people can read and that reads back the same.

Scalars are written as JSON, which is YAML of every version: text between quotes, numbers with all their digits.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from weerbaar.base import InputError, Point, Problem, Text, output_folder
from weerbaar.elicitation.examples import ANSWER_FOLDER, STUDY_FILE
from weerbaar.elicitation.protocol import OWN, OWN_FILE
from weerbaar.elicitation.study import Study

_INDENT = "  "


def save_study(study: Study, target: Path) -> None:
    """Write a study to a folder; reading it again gives the same study.

    Raises:
        InputError: the folder holds something already; nothing is written.
        OSError: it cannot be written.
    """
    if target.is_dir() and any(target.iterdir()):
        raise InputError(
            [
                Problem(
                    str(target),
                    Text(
                        nl="bestaat al en is niet leeg; er is niets geschreven.",
                        en="exists already and is not empty; nothing was written.",
                    ),
                    Text(nl="Kies een lege of nieuwe map.", en="Choose an empty or new folder."),
                )
            ]
        )
    if not target.is_dir():
        not_there_yet(target)
    with output_folder(target) as work:
        (work / ANSWER_FOLDER).mkdir()
        for name, text in study_texts(study).items():
            (work / name).write_text(text, encoding="utf-8", newline="\n")


def not_there_yet(*files: Path) -> None:
    """Refuse to write over files that are there.

    Raises:
        InputError: names those that exist.
    """
    problems = [
        Problem(
            str(file),
            Text(nl="bestaat al; er is niets geschreven.", en="exists already; nothing was written."),
            Text(nl="Kies een andere naam, of haal het eerst weg.", en="Choose another name, or take it away first."),
        )
        for file in files
        if file.exists() or file.is_symlink()
    ]
    if problems:
        raise InputError(problems)


def study_texts(study: Study) -> dict[str, str]:
    """Return every file of a study: path in the folder to text."""
    texts = {STUDY_FILE: yaml_text(plain(study.file))}
    if study.file.protocol == OWN:
        texts[OWN_FILE] = yaml_text(plain(study.protocol))
    for expert in study.experts:
        texts[f"{ANSWER_FOLDER}/{expert.id}.yaml"] = yaml_text(plain(expert))
    return texts


def plain(value: Any) -> Any:
    """Return a model as plain data, without the fields that hold their default."""
    if isinstance(value, Point):
        return value.value
    if isinstance(value, BaseModel):
        return {
            field.alias or name: plain(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if field.is_required() or getattr(value, name) != field.get_default(call_default_factory=True)
        }
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def yaml_text(data: Mapping[str, Any]) -> str:
    """Return plain data as YAML in block style, keys in the order given; short lists of scalars on one line."""
    return "\n".join(_block(data, "")) + "\n"


def _block(data: Mapping[str, Any], indent: str) -> list[str]:
    written: list[str] = []
    for key, value in data.items():
        name = key if key.replace("_", "").isalnum() and key[0].isalpha() and key.isascii() else json.dumps(key)
        if isinstance(value, Mapping) and value:
            written += [f"{indent}{name}:", *_block(value, indent + _INDENT)]
        elif isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value):
            written.append(f"{indent}{name}:")
            for entry in value:
                first, *rest = _block(entry, indent + _INDENT * 2)
                written += [f"{indent}{_INDENT}- {first.lstrip()}", *rest]
        elif isinstance(value, list):
            written.append(f"{indent}{name}: [{', '.join(_scalar(entry) for entry in value)}]")
        else:
            written.append(f"{indent}{name}: {_scalar(value)}")
    return written


def _scalar(value: Any) -> str:
    return "{}" if isinstance(value, Mapping) else json.dumps(value, ensure_ascii=False)
