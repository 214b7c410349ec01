# SPDX-License-Identifier: EUPL-1.2
"""The codes of languages and countries."""

from __future__ import annotations

from weerbaar.alerting.cap.prose_languages import LANGUAGES, REGIONS


def test_languages_of_the_union_are_known_and_usual_slips_are_not() -> None:
    union = set("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())
    assert union <= LANGUAGES
    assert not {"sp", "jp", "cz", "ua", "vn", "dk", "gr", "uk-UA", "NL"} & LANGUAGES


def test_iso_3166_1_has_249_codes_besides_kosovo_and_the_union() -> None:
    assert len(REGIONS - {"XK", "EU"}) == 249
    assert "UK" not in REGIONS
