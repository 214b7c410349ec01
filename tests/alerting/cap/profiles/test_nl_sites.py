# SPDX-License-Identifier: EUPL-1.2
"""Which sites are of the government."""

from __future__ import annotations

import pytest

from weerbaar.alerting.cap.profiles.nl_sites import OFFICIAL_SITES, official_site


@pytest.mark.parametrize(
    "host",
    ["crisis.nl", "www.crisis.nl", "WWW.Politie.NL", "actueel.nl-alert.nl", "vrmwb.nl", "www.denhaag.nl", "112.nl."],
)
def test_a_site_of_the_government_and_all_below_it_count(host: str) -> None:
    assert official_site(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "nl",
        "telegraaf.nl",
        "nepcrisis.nl",
        "crisis.nl.example.com",
        "crisis.com",
        "gemeente-delft.nl",
        "xpolitie.nl",
    ],
)
def test_a_name_that_looks_like_one_does_not(host: str) -> None:
    assert not official_site(host)


def test_the_list_is_of_plain_names() -> None:
    assert all(site == site.lower() and site.count(".") == 1 for site in OFFICIAL_SITES)
