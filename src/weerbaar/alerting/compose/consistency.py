# SPDX-License-Identifier: EUPL-1.2
"""Whether the texts for the channels, edited by hand or not, say the same as the source text.

A channel may leave out, where it has little room. It may not state another number, time, site or telephone number, and
it may not tell people to do something else or the opposite.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from weerbaar.alerting.compose.actions import action_name, opposites
from weerbaar.alerting.compose.channels import CHANNEL_NAMES, LONGEST, ChannelText
from weerbaar.alerting.compose.draft import Draft
from weerbaar.alerting.compose.facts import FactKind, Facts, facts, phone_digits
from weerbaar.alerting.compose.languages import KIND_NAMES, comparable, told
from weerbaar.alerting.compose.local_time import dutch_time
from weerbaar.alerting.compose.spoken import written
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Lang, Text

_TONGUES: dict[Lang, Text] = {"nl": Text(nl="Nederlands", en="Dutch"), "en": Text(nl="Engels", en="English")}


def consistency_findings(draft: Draft, texts: Sequence[ChannelText]) -> list[Finding]:
    """Return where ``texts`` contradict ``draft``.

    Args:
        draft: with the source text.
        texts: for the channels, as rendered or as edited.
    """
    sources: dict[Lang, Facts] = {lang: facts(draft.texts.in_(lang), lang) for lang in ("nl", "en")}
    allowed = {lang: _allowed(draft, source, lang) for lang, source in sources.items()}
    found: list[Finding] = []
    for text in texts:
        whole = written(text.text, text.lang) if text.channel == "radio" else text.text
        stated = facts(whole, text.lang)
        found.extend(_length(text))
        for kind in KIND_NAMES:
            found.extend(_other_facts(text, whole, stated, kind, allowed[text.lang][kind]))
        found.extend(_other_actions(text, stated, sources[text.lang]))
    return found


def _allowed(draft: Draft, source: Facts, lang: Lang) -> dict[FactKind, frozenset[str]]:
    """What a text of a channel may state of each kind: the source text, and what the draft itself holds."""
    around = facts(f"{draft.area.description.in_(lang)}\n{draft.sender_name}\n{draft.more_info}", lang)
    moments = [moment.astimezone(dutch_time()) for moment in (draft.starts, draft.expires)]
    own: dict[FactKind, set[str]] = {
        "time": {f"{moment:%H:%M}" for moment in moments},
        "date": {f"{moment:%Y-%m-%d}" for moment in moments},
        "phone": {phone_digits(number) for number in draft.phones},
    }
    return {
        kind: frozenset(
            comparable(kind, value) for value in source.values(kind) | around.values(kind) | own.get(kind, set())
        )
        for kind in KIND_NAMES
    }


def _length(text: ChannelText) -> Iterable[Finding]:
    longest = LONGEST.get(text.channel)
    if longest is not None and len(text.text) > longest:
        yield _finding(
            text,
            "channel.too-long",
            "error",
            f"{len(text.text)} tekens; ten hoogste {longest}.",
            f"{len(text.text)} characters; at most {longest}.",
        )


def _other_facts(
    text: ChannelText, whole: str, stated: Facts, kind: FactKind, allowed: frozenset[str]
) -> Iterable[Finding]:
    for fact in stated.of(kind):
        if comparable(kind, fact.value) not in allowed:
            value, name = whole[fact.start : fact.end], KIND_NAMES[kind]
            yield _finding(
                text,
                f"channel.{kind}",
                "error",
                f"{name.nl} {value} staat niet in de brontekst.",
                f"{name.en} {value} is not in the source text.",
                value,
            )


def _other_actions(text: ChannelText, stated: Facts, source: Facts) -> Iterable[Finding]:
    here, there = told(stated), told(source)
    against = [pair for one, other in opposites() for pair in ((one, other), (other, one))]
    for name, negated in sorted(here - there):
        words = action_name(name)
        if (name, not negated) in there:
            yield _finding(
                text,
                "channel.reversed",
                "error",
                f"Het tegendeel van de brontekst: {'niet ' if negated else ''}{words.nl}.",
                f"The reverse of the source text: {'not: ' if negated else ''}{words.en}.",
                name,
            )
        elif not negated and (clash := [b for a, b in against if a == name and (b, False) in there]):
            other = action_name(clash[0])
            yield _finding(
                text,
                "channel.opposite",
                "error",
                f"Zegt: {words.nl}. De brontekst zegt: {other.nl}.",
                f"Says: {words.en}. The source text says: {other.en}.",
                name,
            )
        else:
            yield _finding(
                text,
                "channel.action-added",
                "warning",
                f"Advies dat niet in de brontekst staat: {words.nl}.",
                f"Advice that is not in the source text: {words.en}.",
                name,
            )
    missing = there - here
    # Where there is little room, one thing to do is enough.
    if missing and (text.channel not in LONGEST or not here & there):
        nl, en = (", ".join(action_name(name).in_(lang) for name, _ in sorted(missing)) for lang in ("nl", "en"))
        yield _finding(
            text,
            "channel.action-missing",
            "warning",
            f"Zegt niet: {nl}.",
            f"Does not say: {en}.",
            ", ".join(sorted(n for n, _ in missing)),
        )


def _finding(text: ChannelText, rule: str, level: Level, nl: str, en: str, value: str = "") -> Finding:
    name, tongue = CHANNEL_NAMES[text.channel], _TONGUES[text.lang]
    return Finding(
        rule,
        level,
        Text(nl=f"{name.nl} ({tongue.nl}): {nl}", en=f"{name.en} ({tongue.en}): {en}"),
        Text(nl="Neem de brontekst over, of pas die eerst aan.", en="Follow the source text, or change that first."),
        f"channel.{text.channel}.{text.lang}",
        value=value,
    )
