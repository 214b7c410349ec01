# SPDX-License-Identifier: EUPL-1.2
"""Weights in the address, ranks at once."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round


def test_ranks_follow_the_weights_in_the_address(
    round_: Round, client_of: Callable[..., Client], computed: Callable[..., Job]
) -> None:
    client, base = client_of("reader"), f"/rondes/{round_.slug}/resultaten/gewichten/"
    assert "nog niet uitgerekend" in client.get(base).content.decode()
    computed(round_, "assessment")
    usual = client.get(base).content.decode()
    assert re.findall(r'name="w-([^"]+)" value="10"', usual)[:3] == ["1.1", "1.2", "2.1"]
    assert usual.count(">gelijk<") == 4
    part = client.get(f"{base}?w-5.2=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    order = re.findall(r'scope="row"><a href="[^"]*/scenario/([^/]+)/"', part)
    assert order[0] == "grootschalige-onlusten"
    assert "▲ 1 omhoog" in part
    assert "5.2 Aantasting van de democratische rechtsstaat: 100,0%" in part


def test_useless_weights_get_an_answer(
    round_: Round, client_of: Callable[..., Client], computed: Callable[..., Job]
) -> None:
    computed(round_, "assessment")
    client, base = client_of("reader"), f"/rondes/{round_.slug}/resultaten/gewichten/"
    assert "ten minste één criterium" in client.get(f"{base}?w-1.1=0&w-2.1=tien&w-3.1=-4").content.decode()
    page = client.get(f"{base}?w-1.1=1e999&w-2.1=2,5&w-3.1=nan").content.decode()
    assert "2.1 Doden: 100,0%" in page
    assert client.get(f"{base}?profiel=verzonnen").status_code == 200


def test_the_diagram_can_be_drawn_with_them(
    round_: Round, client_of: Callable[..., Client], computed: Callable[..., Job]
) -> None:
    computed(round_, "assessment")
    page = client_of("reader").get(f"/rondes/{round_.slug}/resultaten/gewichten/?w-2.1=1&diagram=1").content.decode()
    assert "Getekend met zelf gekozen gewichten" in page
    assert page.count("<svg") == 1


def test_a_round_of_published_classes_has_one_order_whatever_the_weights(
    earlier: Round, client_of: Callable[..., Client], computed: Callable[..., Job]
) -> None:
    computed(earlier, "assessment")
    page = client_of("reader").get(f"/rondes/{earlier.slug}/resultaten/gewichten/?w-2.1=1").content.decode()
    assert page.count(">gelijk<") == 4
