# SPDX-License-Identifier: EUPL-1.2
"""The draft of an alert as it stands in a file (YAML, version 1).

A draft may be unfinished: the form of each field is checked here, and what the fields say by
:func:`weerbaar.alerting.compose.checking.check_draft`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, AwareDatetime, Field

from weerbaar.alerting.area import Area
from weerbaar.alerting.compose.kinds import Kind
from weerbaar.base import Explained, FileModel, Text, read_yaml, validate, write_atomic

Level = Literal[1, 2, 3, 4, "test", "exercise"]
Status = Literal["actual", "exercise", "test"]
# Several times what fits on the air, so that every check stays quick.
_LONGEST_TEXT = 4_000


def _at_most(texts: Text) -> Text:
    if max(len(texts.nl), len(texts.en)) > _LONGEST_TEXT:
        raise Explained(
            f"te lang; ten hoogste {_LONGEST_TEXT} tekens per taal.",
            f"too long; at most {_LONGEST_TEXT} characters a language.",
        )
    return texts


_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*$", max_length=80)]


class Draft(FileModel):
    """One alert, on its way to being sent.

    Attributes:
        version: of this file's form.
        id: lasting name; the identifier of its CAP message.
        region: safety region (``VR01`` to ``VR25``), or ``NL`` for the National Crisis Centre.
        sender_name: the authority that people read.
        kind: kind of incident.
        level: level of EU-Alert (ETSI TS 102 900), or test or exercise.
        status: whether it is meant.
        area: who must get it.
        texts: what they read.
        starts: from when it is broadcast; the date and time in its heading.
        expires: until when it is broadcast.
        urgency: whether people must act at once, soon, or no longer (CAP 1.2, 3.2.2).
        certainty: whether it was seen, is likely, or may be (CAP 1.2, 3.2.2).
        more_info: site with more information.
        phones: telephone numbers that belong to this alert.
        template: id of the template that it was made with.
        replaces: id of the earlier alert that this one updates or ends.
    """

    version: Literal[1] = 1
    id: _Id
    region: Annotated[str, Field(pattern=r"^(VR(0[1-9]|1[0-9]|2[0-5])|NL)$")]
    sender_name: Annotated[str, Field(min_length=1, max_length=100)]
    kind: Kind
    level: Level = 2
    status: Status = "actual"
    area: Area
    texts: Annotated[Text, AfterValidator(_at_most)]
    starts: AwareDatetime
    expires: AwareDatetime
    urgency: Literal["immediate", "expected", "past"] = "immediate"
    certainty: Literal["observed", "likely", "possible"] = "observed"
    more_info: Annotated[str, Field(max_length=200)] = ""
    phones: tuple[Annotated[str, Field(max_length=40)], ...] = ()
    template: _Id | None = None
    replaces: _Id | None = None


def read_draft(path: Path) -> Draft:
    """Return the draft in the file ``path``.

    Raises:
        InputError: with every problem of the file at its line.
    """
    return validate(Draft, read_yaml(path))


def write_draft(path: Path, draft: Draft) -> None:
    """Write ``draft`` so that :func:`read_draft` gives it back; the file is replaced whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    write_atomic(path, draft_bytes(draft))


def draft_bytes(draft: Draft) -> bytes:
    """Return ``draft`` as it stands in a file."""
    data = draft.model_dump(mode="json", exclude_none=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110).encode()
