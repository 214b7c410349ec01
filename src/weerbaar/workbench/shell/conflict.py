# SPDX-License-Identifier: EUPL-1.2
"""Two people changed the same: show both texts, word by word, and let the second one choose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString

from weerbaar.workbench.shell.language import say
from weerbaar.workbench.shell.moments import at_words, day_words
from weerbaar.workbench.shell.versioned import StaleVersionError


@dataclass(frozen=True)
class Difference:
    """One field that the two do not agree on.

    Attributes:
        name: of the field; ``story.summary.nl`` for a part of one.
        current, proposed: both texts.
        current_marked, proposed_marked: the same as markup, with ``<del>`` and ``<ins>`` around what differs.
    """

    name: str
    label: str
    current: str
    proposed: str
    current_marked: SafeString
    proposed_marked: SafeString


def conflict_page(
    request: HttpRequest,
    error: StaleVersionError,
    labels: dict[str, str],
    back: str,
    *,
    version_field: str = "version",
    inputs: dict[str, str] | None = None,
) -> HttpResponse:
    """Answer a save that came too late with both texts and a way on; status 409.

    Where the row keeps its history, what only the other person changed stays as it is now: sending "my text all the
    same" does not take it back.

    Args:
        request: the POST that was refused. "My text all the same" sends it again, with the new version.
        error: as :meth:`Versioned.change` raised it.
        labels: field to what it is called; ``story.summary`` names a part of a field that holds a mapping.
        back: address that shows the text as it is now.
        version_field: name of the version in the form.
        inputs: path of a (part of a) field to the name of its input, where that is another.
    """
    current = error.current
    history = getattr(current, "history", None)
    last = history.select_related("history_user").first() if history is not None else None
    seen = request.POST.get(version_field, "")
    base = history.filter(version=seen).first() if history is not None and seen.isdecimal() else None
    found = list(differences(current, error.proposed, labels))
    theirs: dict[str, Difference] = {}
    if base is not None:
        before = {name: text for field in error.proposed for name, text in _parts(field, getattr(base, field, None))}
        for difference in found:
            name = (inputs or {}).get(difference.name, difference.name)
            untouched = before.get(difference.name, "").split() == difference.proposed.split()
            if untouched and _is_text(current, difference.name) and len(request.POST.getlist(name)) == 1:
                theirs[name] = difference
    again = [
        (name, theirs[name].current if name in theirs else value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", version_field}
        for value in values
    ]
    context = {
        "differences": [d for d in found if d not in theirs.values()],
        "theirs": list(theirs.values()),
        "again": [*again, (version_field, getattr(current, "version", 0))],
        "subject": current,
        "who": str(last.history_user) if last is not None and last.history_user else "",
        "when": at_words(last.history_date) if last is not None else "",
        "back": back,
        "lost_files": list(request.FILES),
    }
    response = render(request, "shell/conflict.html", context, status=409)
    # htmx shows the whole page where it would have put the answer to the form.
    response["HX-Retarget"] = "body"
    response["HX-Reswap"] = "innerHTML show:window:top"
    return response


def _is_text(row: models.Model, name: str) -> bool:
    """Return whether a (part of a) field is a text, which a form sends as it is."""
    value: Any = row
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, dict) else getattr(value, part, None)
    return isinstance(value, str)


def differences(current: models.Model, proposed: dict[str, Any], labels: dict[str, str]) -> Iterator[Difference]:
    """Yield the fields, and parts of fields, in which what stands and what was proposed differ."""
    for field, value in proposed.items():
        now = dict(_parts(field, getattr(current, field)))
        then = dict(_parts(field, value))
        for name in {**now, **then}:
            left, right = now.get(name, ""), then.get(name, "")
            if left.split() != right.split():
                yield Difference(name, _label(name, labels), left, right, *marked(left, right))


def _parts(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts in a value, each with the path to it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _parts(f"{name}.{key}", part)
    else:
        yield name, readable(value)


def _label(name: str, labels: dict[str, str]) -> str:
    """Return what a field is called: the longest part of its path that has a label, and the rest as it is."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        known = labels.get(".".join(parts[:end]))
        if known:
            rest = [{"nl": say("Nederlands", "Dutch"), "en": say("Engels", "English")}.get(p, p) for p in parts[end:]]
            return " · ".join([known, *rest])
    return name


def readable(value: Any) -> str:
    """Return the value of a field as somebody would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("ja", "yes") if value else say("nee", "no")
    if isinstance(value, datetime):
        return at_words(value)
    if isinstance(value, date):
        return day_words(datetime(value.year, value.month, value.day).astimezone())
    if isinstance(value, list | tuple):
        return "\n".join(readable(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {readable(part)}" for key, part in value.items())
    return str(value).replace("\r\n", "\n")


def marked(current: str, proposed: str) -> tuple[SafeString, SafeString]:
    """Return both texts as markup: what only the first has in ``<del>``, what only the second has in ``<ins>``.

    Lines are laid beside each other first, and words only within lines that differ: that stays quick in a long
    text, and keeps a moved sentence together.
    """
    left: list[str] = []
    right: list[str] = []
    for same, old, new in _runs(current.splitlines(keepends=True), proposed.splitlines(keepends=True)):
        for same_words, old_words, new_words in [(True, old, new)] if same else _runs(_words(old), _words(new)):
            left.append(escape(old_words) if same_words else _wrapped("del", old_words))
            right.append(escape(new_words) if same_words else _wrapped("ins", new_words))
    return SafeString("".join(left)), SafeString("".join(right))


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 4_000).get_opcodes():
        yield tag == "equal", "".join(old[i:j]), "".join(new[k:m])


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _wrapped(tag: str, text: str) -> str:
    if not text:
        return ""
    start, end = (
        (say("[weggelaten:", "[left out:"), say("einde]", "end]"))
        if tag == "del"
        else (say("[toegevoegd:", "[added:"), say("einde]", "end]"))
    )
    # Who does not see the mark hears it.
    return (
        f'<{tag}><span class="unseen">{escape(start)} </span>{escape(text)}'
        f'<span class="unseen"> {escape(end)}</span></{tag}>'
    )
