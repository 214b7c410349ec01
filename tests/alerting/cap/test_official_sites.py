# SPDX-License-Identifier: EUPL-1.2
"""Which sites are of the government."""

from __future__ import annotations

import pytest

from weerbaar.alerting.cap.official_sites import official_site, official_sites


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


def test_a_service_that_is_not_of_the_government_is_listed_and_no_sender() -> None:
    kinds = {site.host: site.kind for site in official_sites()}
    assert kinds["rodekruis.nl"] == "service"
    assert not official_site("rodekruis.nl")


def test_no_host_is_listed_twice_and_every_region_has_one() -> None:
    hosts = [site.host for site in official_sites()]
    assert len(set(hosts)) == len(hosts)
    assert {site.region for site in official_sites() if site.kind == "region"} == {f"VR{n:02}" for n in range(1, 26)}
