# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.base import Problem

Check = Callable[[str, str], list[Problem]]

BROKEN = {
    "two classes with one code": (
        "code: M,",
        "code: L,",
        ["likelihood.classes[1].code", "published_words[0].classes[0]"],
        ["'L'"],
    ),
    "a gap between classes": (
        "pct: [1, 50]",
        "pct: [2, 50]",
        ["likelihood.classes[0].pct"],
        ["class L (0 – 1)", "class M (2 – 50)", "gap"],
    ),
    "classes that overlap": (
        "pct: [1, 50]",
        "pct: [1, 60]",
        ["likelihood.classes[1].pct"],
        ["class M (1 – 60)", "class H (50 – 100)", "overlaps"],
    ),
    "a class that runs backwards": (
        "pct: [50, 100]",
        "pct: [50, 40]",
        ["likelihood.classes[2].pct", "likelihood.classes[2].pct"],
        ["class H (50 – 40)"],
    ),
    "the lowest class does not start at 0": (
        "pct: [0, 1], sub_classes: [{id: low, pct: [0, 0.3]}",
        "pct: [0.1, 1], sub_classes: [{id: low, pct: [0.1, 0.3]}",
        ["likelihood.classes[0].pct"],
        ["class L", "0.1%"],
    ),
    "the highest class ends too early": (
        "pct: [50, 100]",
        "pct: [50, 90]",
        ["likelihood.classes[2].pct"],
        ["class H", "90%"],
    ),
    "parts that do not fill the class": (
        "{id: high, pct: [0.3, 1]}",
        "{id: high, pct: [0.3, 0.9]}",
        ["likelihood.classes[0].sub_classes"],
        ["class L", "0.9%"],
    ),
    "parts with a gap": (
        "{id: high, pct: [0.3, 1]}",
        "{id: high, pct: [0.4, 1]}",
        ["likelihood.classes[0].sub_classes[0].pct"],
        ["class low (0 – 0.3)", "class high (0.4 – 1)"],
    ),
    "parts in the wrong order": (
        "{id: low, pct: [0, 0.3]}, {id: high, pct: [0.3, 1]}",
        "{id: high, pct: [0, 0.3]}, {id: low, pct: [0.3, 1]}",
        ["likelihood.classes[0].sub_classes"],
        ["low, mid, high"],
    ),
    "draws start above the first bound": (
        "draw_floor_pct: 0.01",
        "draw_floor_pct: 0.3",
        ["likelihood.draw_floor_pct"],
        ["0.3%"],
    ),
    "a vulnerability is missing": (
        "shift: {low: -1, medium: 0, high: 1}",
        "shift: {low: -1, high: 1}",
        ["likelihood.threat_route.shift"],
        ["medium"],
    ),
    "vulnerability lowers the class": (
        "shift: {low: -1, medium: 0, high: 1}",
        "shift: {low: 1, medium: 0, high: -1}",
        ["likelihood.threat_route.shift"],
        ["falls"],
    ),
    "a published word of an unknown class": (
        "classes: [M, H]",
        "classes: [M, Q]",
        ["published_words[0].classes[1]"],
        ["'Q'", "L, M, H"],
    ),
    "a published word with its classes the wrong way round": (
        "classes: [M, H]",
        "classes: [H, M]",
        ["published_words[0].classes"],
        ["(H, M)", "from low to high", "L, M, H"],
    ),
    "a published word with a class twice": (
        "classes: [M, H]",
        "classes: [M, M]",
        ["published_words[0].classes"],
        ["(M, M)", "each once"],
    ),
    "a published word that is a class already": (
        "word: {nl: flink",
        "word: {nl: vaak",
        ["published_words[0].word"],
        ["'vaak'"],
    ),
}


@pytest.mark.parametrize(("old", "new", "fields", "named"), BROKEN.values(), ids=BROKEN)
def test_a_mistake_is_named(check_with: Check, old: str, new: str, fields: list[str], named: list[str]) -> None:
    problems = check_with(old, new)
    assert [p.field for p in problems] == fields
    assert {p.severity for p in problems} == {"error"}
    assert all(p.line is not None for p in problems)
    for part in named:
        assert part in problems[0].message.in_("en") + problems[0].hint.in_("en")
