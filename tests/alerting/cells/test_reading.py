# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.alerting.cells.networks import discs, made_up
from weerbaar.alerting.area import rd_plane
from weerbaar.alerting.cells import CellNetwork, read_network, write_network
from weerbaar.base import InputError

HEAD = "operator,technology,mcc,mnc,lac,ci,x,y,azimuth,beam_width,radius"
ROW = "KPN,4G,204,08,,1,150000,450000,0,120,500"
COLUMNS = (
    *("operator", "technology", "mcc", "mnc", "lac", "ci"),
    *("x_m", "y_m", "azimuth_deg", "beam_width_deg", "radius_m"),
)


def read(text: str | bytes, folder: Path, name: str = "n.csv") -> CellNetwork:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_network(path)


def refused(text: str | bytes, folder: Path, name: str = "n.csv") -> list[str]:
    with pytest.raises(InputError) as stop:
        read(text, folder, name)
    return [problem.render("en") for problem in stop.value.problems]


@pytest.mark.parametrize("name", ["n.csv", "n.parquet"])
def test_round_trip_loses_nothing(name: str, tmp_path: Path) -> None:
    network = made_up()
    write_network(network, tmp_path / name)
    found = read_network(tmp_path / name)
    for column in COLUMNS:
        before, after = getattr(network, column), getattr(found, column)
        assert before.dtype == after.dtype
        assert (before == after).all(), column
    assert (found.operators, found.seed, found.synthetic) == (network.operators, 7, True)


@pytest.mark.parametrize("name", ["n.csv", "n.parquet"])
def test_real_cells_stay_real(name: str, tmp_path: Path) -> None:
    write_network(discs((150_000, 450_000.5, 500)), tmp_path / name)
    found = read_network(tmp_path / name)
    assert not found.synthetic
    assert found.y_m.tolist() == [450_000.5]


def test_every_row_of_made_up_cells_says_so(tmp_path: Path) -> None:
    write_network(made_up(), tmp_path / "n.csv")
    head, *rows = (tmp_path / "n.csv").read_text().splitlines()
    assert head.endswith(",synthetic_seed")
    assert {row.rsplit(",", 1)[1] for row in rows} == {"7"}


def test_other_headings_and_names_are_understood(tmp_path: Path) -> None:
    longitude, latitude = rd_plane().transformer.transform(155_000, 463_000, direction="INVERSE")
    found = read(
        "Aanbieder;Techniek;MCC;MNC;LAC;CID;Breedte;Lengte;Richting;Openingshoek;Straal\n"
        f"KPN;gsm;204;8;1001;23;{latitude};{longitude};10,5;65;1500\nOdido;NR;204;16;;99;52.1;5.1;0;360;300\n",
        tmp_path,
    )
    assert found.operators == ("KPN", "Odido")
    assert [found.cell_id(cell) for cell in range(2)] == ["204-08-1001-23", "204-16-99"]
    assert found.azimuth_deg.tolist() == [10.5, 0.0]
    assert (found.x_m[0], found.y_m[0]) == (pytest.approx(155_000, abs=0.01), pytest.approx(463_000, abs=0.01))


def test_all_problems_at_once_each_at_its_line(tmp_path: Path) -> None:
    rows = [
        ROW,
        ROW.replace(",0,120", ",400,120").replace(",1,", ",2,"),
        ROW.replace("450000", "52.1").replace(",1,", ",3,"),
        ROW.removesuffix("500").replace(",1,", ",4,") + "veel",
        ROW.replace("4G", "2G").replace(",1,", ",70000,"),
    ]
    found = refused("\n".join([HEAD, *rows]), tmp_path)
    assert [(line.split(": ")[0], line.split(": ")[1]) for line in found] == [
        ("n.csv:3", "azimuth"),
        ("n.csv:4", "y"),
        ("n.csv:5", "radius"),
        ("n.csv:6", "lac"),
        ("n.csv:6", "ci"),
    ]
    assert '"400" - allowed is 0 up to 360.' in found[0]


def test_a_cell_that_is_there_twice(tmp_path: Path) -> None:
    found = refused("\n".join([HEAD, ROW, ROW.replace(",1,", ",2,"), ROW]), tmp_path)
    assert found == ['n.csv:4: ci: "1" - this cell stands in the file before.']


def test_values_that_are_no_numbers_are_told_together(tmp_path: Path) -> None:
    rows = [ROW.removesuffix("500") + "NaN", ROW.replace("204", "NL").replace(",1,", ",2,"), ROW.replace("4G", "6G")]
    found = refused("\n".join([HEAD, *rows]), tmp_path)
    assert [line.split(": ")[:2] for line in found] == [
        ["n.csv:2", "radius"],
        ["n.csv:3", "mcc"],
        ["n.csv:4", "technology"],
    ]


def test_at_most_fifty_problems_are_shown(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("\n".join([HEAD, *[ROW] * 200]))
    with pytest.raises(InputError) as stop:
        read_network(tmp_path / "n.csv")
    lines = stop.value.render("nl").splitlines()
    assert len(lines) == 51
    assert lines[-1] == "… en nog 149 problemen"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        (HEAD, "there are no rows"),
        (HEAD.replace("radius", "reikwijdte") + "\n" + ROW, "the column radius is missing"),
        (HEAD.replace(",x,y", ",p,q") + "\n" + ROW, "either as x and y"),
        (HEAD.replace("lac", "lat").replace("mcc,mnc", "lon,mcc") + "\n" + ROW, "the column mnc is missing"),
        (HEAD + "\n" + ROW.replace("KPN", "=1+1"), "not the name of a provider"),
        (HEAD + "\n" + ROW.replace("KPN", ""), "not the name of a provider"),
        (HEAD + ",synthetic_seed\n" + ROW + ",\n" + ROW.replace(",1,", ",2,") + ",7", "made-up and real cells"),
        (HEAD + ",synthetic_seed\n" + ROW + ",-4", "a seed is 0 or higher"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not valid UTF-8"),
        (b"\x00" * 50, "is missing"),
    ],
)
def test_hostile_files_are_refused(text: str | bytes, said: str, tmp_path: Path) -> None:
    found = refused(text, tmp_path)
    assert any(said in line for line in found), found


def test_too_many_providers_are_refused(tmp_path: Path) -> None:
    rows = [ROW.replace("KPN", f"P{k}").replace(",1,", f",{k},") for k in range(300)]
    assert "more than 200 providers" in refused("\n".join([HEAD, *rows]), tmp_path)[0]


def test_a_place_outside_the_country_is_refused_in_degrees(tmp_path: Path) -> None:
    head = HEAD.replace(",x,y", ",lat,lon")
    found = refused(head + "\n" + ROW.replace("150000,450000", "5.1,52.1"), tmp_path)
    assert [line.split(": ")[1] for line in found] == ["lat", "lon"]


def test_a_csv_that_is_called_parquet_is_refused(tmp_path: Path) -> None:
    assert "not Parquet" in refused(HEAD + "\n" + ROW, tmp_path, "n.PARQUET")[0]


def test_what_is_in_a_file_makes_the_same_shapes(tmp_path: Path) -> None:
    write_network(made_up(), tmp_path / "n.parquet")
    assert np.array_equal(read_network(tmp_path / "n.parquet").shape_of, made_up().shape_of)
