# SPDX-License-Identifier: EUPL-1.2
"""Areas are found; floods and people are read in, or refused with every problem; a flood says who gets water."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.evacuation.places import flood_file, people_file
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.evacuation import input_files
from weerbaar.workbench.evacuation.models import InputFile, Plan
from weerbaar.workbench.library import attachment_store
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ADDRESS = "/rondes/proef/evacuatie/overstroming/"


def test_areas_are_searched(browser: Client, round_: Round) -> None:
    every = browser.get(ADDRESS).content.decode()
    one = browser.get(f"{ADDRESS}?zoek=walcheren").content.decode()
    assert every.count('<th scope="row">') > 50 > one.count('<th scope="row">') >= 1
    assert "Walcheren" in one
    assert "Herkomst en zekerheid" in one
    assert "Geen gebied past" in browser.get(f"{ADDRESS}?zoek=xyz").content.decode()


def test_a_flood_is_read_in_and_says_who_gets_water(browser: Client, round_: Round) -> None:
    made = browser.post(ADDRESS, {"what": "flood", "name": "Proef", "depth": _file("water.csv", flood_file())})
    flood = InputFile.objects.get()
    assert made.headers["Location"] == f"{ADDRESS}{flood.pk}/"
    assert (flood.name, flood.facts["area_km2"], flood.facts["first_h"]) == ("Proef", 25.0, 6.0)
    assert "Lees een tabel met mensen per plek in" in browser.get(made.headers["Location"]).content.decode()
    browser.post(ADDRESS, {"what": "people", "people": _file("mensen.csv", people_file())})
    shown = browser.get(made.headers["Location"]).content.decode()
    assert "2.000 mensen wonen waar water komt, 0 waar het droog blijft" in shown
    assert "Van 500 mensen is het niet bekend" in shown
    assert '<th scope="row">2,0–3,0 m</th><td class="number">2.000</td>' in shown
    assert '<th scope="row">binnen 12 uur</th><td class="number">2.000</td>' in shown


def test_people_of_a_plan_stand_where_their_roads_begin(
    browser: Client, plan: Plan, on_map: Callable[[Plan], Plan], flood: InputFile
) -> None:
    nowhere = browser.get(f"{ADDRESS}{flood.pk}/?plan={plan.pk}")
    assert nowhere.status_code == 422
    assert "staat niet op de kaart" in nowhere.content.decode()
    on_map(plan)
    shown = browser.get(f"{ADDRESS}{flood.pk}/?plan={plan.pk}").content.decode()
    assert "2.500 mensen wonen waar water komt" in shown
    assert "dit is grof" in shown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("water.csv", b"x,y,depth_m\n1,2,3\n", "één punt"),
        ("water.csv", b"x,y,depth_m\n134750,418250,a\n134750,418750,99\n", "depth"),
        ("water.tif", b"II*\0nonsense", "water.tif"),
        ("water.nc", b"CDF\x01nonsense", "water.nc"),
        ("water.exe", b"MZ", "deze soort bestand wordt niet gelezen"),
        ("water.csv", b"", "leeg"),
    ],
)
def test_what_is_no_flood_is_refused_and_not_kept(
    browser: Client, round_: Round, name: str, content: bytes, said: str
) -> None:
    answer = browser.post(ADDRESS, {"what": "flood", "depth": _file(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not InputFile.objects.exists()


def test_a_raster_in_another_projection_is_refused_in_one_message(browser: Client, round_: Round) -> None:
    answer = browser.post(ADDRESS, {"what": "flood", "depth": _file("water.tif", _geotiff("EPSG:32631"))})
    text = answer.content.decode()
    assert (answer.status_code, text.count('class="evac-problem ')) == (422, 1)
    assert "Nederland" in text
    assert not InputFile.objects.exists()


def test_every_problem_with_people_is_told_at_once(browser: Client, round_: Round) -> None:
    wrong = b"zone,x,y,people\ndorp,400000,425000,5\ndorp,150000,425000,-5\n"
    answer = browser.post(ADDRESS, {"what": "people", "people": _file("mensen.csv", wrong)})
    assert answer.content.decode().count('class="evac-problem ') == 2
    assert "regel 2" in answer.content.decode()
    assert browser.post(ADDRESS, {"what": "people"}).status_code == 422


def test_the_example_is_taken_up_and_removed(browser: Client, round_: Round) -> None:
    browser.post(ADDRESS, {"what": "example"})
    flood = InputFile.objects.get()
    assert "verzonnen" in browser.get(ADDRESS).content.decode()
    browser.post(f"/rondes/proef/evacuatie/invoer/{flood.pk}/verwijderen")
    assert browser.get(f"{ADDRESS}{flood.pk}/").status_code == 404
    assert "nog geen overstroming" in browser.get(ADDRESS).content.decode()


def test_a_flood_that_was_lost_is_told_and_is_no_server_error(
    browser: Client, plan: Plan, on_map: Callable[[Plan], Plan], flood: InputFile
) -> None:
    on_map(plan)
    attachment_store.place_of(flood.sha256).unlink()
    input_files._flood_of_sha.cache_clear()
    answer = browser.get(f"{ADDRESS}{flood.pk}/?plan={plan.pk}")
    assert answer.status_code == 422
    assert "Lees het opnieuw in" in answer.content.decode()


def test_a_reader_reads_and_adds_nothing(
    client_of: Callable[..., Client], make_user: Callable[..., User], round_: Round, flood: InputFile
) -> None:
    reader = client_of(make_user("reader", round_))
    assert "Overstroming inlezen" not in reader.get(ADDRESS).content.decode()
    assert reader.get(f"{ADDRESS}{flood.pk}/").status_code == 200
    assert reader.post(ADDRESS, {"what": "example"}).status_code == 403
    InputFile.objects.update(level=3)
    assert reader.get(f"{ADDRESS}{flood.pk}/").status_code == 404


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _geotiff(crs: str) -> bytes:
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    made = io.BytesIO()
    given = {"driver": "GTiff", "width": 4, "height": 4, "count": 1, "dtype": "float32", "crs": crs}
    with rasterio.open(made, "w", transform=from_origin(150_000, 425_000, 500, 500), **given) as file:
        file.write(np.full((1, 4, 4), 2.0, np.float32))
    return made.getvalue()
