# SPDX-License-Identifier: EUPL-1.2
"""A draft as a CAP 1.2 message, with a block in Dutch and one in English, and the message that withdraws it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from weerbaar.alerting.cap import Alert, Info, area_block, format_references, format_time
from weerbaar.alerting.compose.draft import Draft, Level
from weerbaar.alerting.compose.facts import facts
from weerbaar.alerting.compose.kinds import kind_name
from weerbaar.alerting.compose.local_time import dutch_time
from weerbaar.alerting.compose.sentences import sentences
from weerbaar.alerting.compose.six_parts import part_of
from weerbaar.base import Lang, Text, WeerbaarError

_CODES: dict[Lang, str] = {"nl": "nl-NL", "en": "en-GB"}
_SEVERITY: dict[Level, str] = {
    1: "Extreme",
    2: "Extreme",
    3: "Severe",
    4: "Moderate",
    "test": "Minor",
    "exercise": "Minor",
}
_STATUS = {"actual": "Actual", "exercise": "Exercise", "test": "Test"}


class EarlierAlertError(WeerbaarError):
    """A draft replaces an alert, and that alert was not given or is another."""

    def __init__(self, replaces: str) -> None:
        super().__init__(
            Text(
                nl=f"Dit bericht vervangt {replaces}; dat eerdere bericht is nodig om ernaar te verwijzen.",
                en=f"This alert replaces {replaces}; that earlier alert is needed to refer to it.",
            )
        )


def to_cap(draft: Draft, sent: datetime, earlier: Alert | None = None) -> Alert:
    """Return ``draft`` as a CAP 1.2 message.

    Args:
        draft: a checked draft.
        sent: the moment of sending, with its zone.
        earlier: the alert that ``draft.replaces`` names.

    Raises:
        EarlierAlertError: the draft replaces an alert, and ``earlier`` is not that alert.
    """
    if draft.replaces is not None and (earlier is None or earlier.identifier.strip() != draft.replaces):
        raise EarlierAlertError(draft.replaces)
    languages: list[Lang] = ["nl", "en"] if draft.texts.en else ["nl"]
    return Alert(
        identifier=draft.id,
        sender=f"{draft.region.lower()}@nl-alert.nl",
        sent=_time(sent),
        status=_STATUS[draft.status],
        msg_type="Alert" if draft.replaces is None else "Update",
        scope="Public",
        note=None
        if draft.status == "actual"
        else kind_name("exercise" if draft.status == "exercise" else "test").name.nl,
        references=None if draft.replaces is None or earlier is None else format_references([earlier]),
        info=tuple(_info(draft, sent, lang) for lang in languages),
    )


def cancel_of(earlier: Alert, identifier: str, sent: datetime, note: Text | None = None) -> Alert:
    """Return the message that withdraws ``earlier``: its area, codes and end stay, and its instruction is gone.

    Args:
        earlier: the alert, as it was sent.
        identifier: of the withdrawal, which is a message of its own.
        sent: the moment of withdrawing, with its zone.
        note: why, in Dutch and English; it is shown to readers.

    Source: CAP 1.2, 3.2.1 msgType ``Cancel``, references.
    """
    return replace(
        earlier,
        identifier=identifier,
        sent=_time(sent),
        msg_type="Cancel",
        note=note.nl if note is not None else earlier.note,
        references=format_references([earlier]),
        info=tuple(_withdrawn(info, sent, note) for info in earlier.info),
        # A signature is over the earlier message.
        extensions=(),
    )


def _withdrawn(info: Info, sent: datetime, note: Text | None) -> Info:
    lang: Lang = "nl" if (info.language or "").strip().lower().startswith("nl") else "en"
    clock = f"{sent.astimezone(dutch_time()):%H:%M}"
    said = Text(
        nl=f"Dit bericht is om {clock} uur ingetrokken.", en=f"This message was withdrawn at {clock} hours."
    ).in_(lang)
    start = Text(nl="Ingetrokken", en="Withdrawn").in_(lang)
    return replace(
        info,
        response_type=("None",),
        urgency="Past",
        effective=None,
        onset=None,
        headline=f"{start}: {info.headline or info.event}",
        description=f"{said} {note.in_(lang)}" if note is not None else said,
        instruction=None,
    )


def _info(draft: Draft, sent: datetime, lang: Lang) -> Info:
    kind = kind_name(draft.kind)
    text = draft.texts.in_(lang)
    pieces = [(sentence.text, part_of(sentence, lang)) for sentence in sentences(text)]
    doing = " ".join(words for words, part in pieces if part == "action")
    around = " ".join(words for words, part in pieces if part != "action")
    phones = ", ".join(draft.phones) or ", ".join(
        dict.fromkeys(text[fact.start : fact.end] for fact in facts(text, lang).of("phone"))
    )
    return Info(
        language=_CODES[lang],
        category=(kind.category,),
        event=kind.name.in_(lang),
        response_type=(kind.response,),
        urgency=draft.urgency.capitalize(),
        severity=_SEVERITY[draft.level],
        certainty=draft.certainty.capitalize(),
        effective=_time(sent),
        onset=_time(draft.starts),
        expires=_time(draft.expires),
        sender_name=draft.sender_name,
        headline=f"{kind.name.in_(lang)}: {draft.area.description.in_(lang)}",
        description=around or text,
        instruction=doing or None,
        web=_web(draft),
        contact=phones or None,
        area=(area_block(draft.area, lang),),
    )


def _web(draft: Draft) -> str | None:
    """The site of the draft, or else the first one in the text, as a whole address."""
    site = draft.more_info
    if not site:
        found = facts(draft.texts.nl, "nl").of("site")
        site = draft.texts.nl[found[0].start : found[0].end] if found else ""
    if not site:
        return None
    return site if "://" in site else f"https://{site}"


def _time(moment: datetime) -> str:
    return format_time(moment.astimezone(dutch_time()))
