# SPDX-License-Identifier: EUPL-1.2
"""All profiles by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.alerting.cap.alerts import NOW, document
from weerbaar.alerting.cap import UnreadableError, read_alerts
from weerbaar.alerting.cap.profiles import PROFILES, UnknownProfileError, profile_findings


@pytest.mark.parametrize(
    ("profile", "rules"),
    [
        ("nl", set()),
        ("google", set()),
        ("ipaws", {"code", "same-event", "same-place", "time-ignored"}),
        ("cap-cp", {"code", "event-list", "location-list", "languages"}),
        ("cap-au", {"code", "event-list", "place-list"}),
    ],
)
def test_a_dutch_message_under_each_profile(profile: str, rules: set[str]) -> None:
    found = profile_findings(document(), profile, NOW)
    assert {finding.rule for finding in found} == {f"{profile}.{rule}" for rule in rules}


def test_profiles_are_those_that_are_tried() -> None:
    assert PROFILES == ("nl", "google", "ipaws", "cap-cp", "cap-au")


def test_an_unknown_profile_says_which_there_are() -> None:
    with pytest.raises(UnknownProfileError) as caught:
        profile_findings(document(), "eu", NOW)
    assert "nl, google, ipaws, cap-cp, cap-au" in caught.value.render("nl")


def test_boundaries_are_handed_on() -> None:
    found = profile_findings(document(), "nl", NOW, codes_in=lambda area: ["GM0001"])
    assert {finding.rule for finding in found} == {"nl.geocode-area"}


def test_no_sample_breaks_a_profile(shared: Path) -> None:
    folder = shared / "data" / "cap-samples"
    tried = 0
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        try:
            contents = read_alerts((folder / entry["file"]).read_bytes(), entry["file"])
        except UnreadableError:
            continue
        for read in contents.documents:
            for profile in PROFILES:
                tried += 1
                for finding in profile_findings(read, profile, NOW):
                    assert finding.rule.startswith(f"{profile}.")
                    assert finding.message.en
                    assert finding.line
    assert tried > 300
