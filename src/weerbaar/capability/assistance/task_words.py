# SPDX-License-Identifier: EUPL-1.2
"""Tasks and amounts in words: the same in requests, tables and figures."""

from __future__ import annotations

from weerbaar.base import Lang, Text, number
from weerbaar.capability.assistance.situation import RIOT

TASK_NAMES: tuple[Text, ...] = (
    Text(nl="basispolitiezorg", en="basic police care"),
    Text(nl="ME-inzet", en="riot control"),
    Text(nl="bewaking van objecten", en="guarding of objects"),
    Text(nl="verkeer", en="traffic"),
    Text(nl="logistiek", en="logistics"),
)


def task_words(task: int, lang: Lang) -> str:
    """Return the name of a task."""
    return TASK_NAMES[task].in_(lang)


def amount_words(amount: float, task: int, lang: Lang) -> str:
    """Return an amount with its unit: platoons for riot, persons otherwise; a decimal only where there is one."""
    shown = plain_amount(amount, lang)
    if task == RIOT:
        return f"{shown} {'peloton' if lang == 'nl' else 'platoon'}{'' if shown == '1' else 's'}"
    if lang == "nl":
        return f"{shown} {'persoon' if shown == '1' else 'personen'}"
    return f"{shown} {'person' if shown == '1' else 'persons'}"


def plain_amount(amount: float, lang: Lang) -> str:
    """Return an amount without its unit."""
    rounded = round(amount, 1)
    return number(rounded, lang, 0 if float(rounded).is_integer() else 1)
