# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.decision.ensemble_csv import read_ensemble

HOURS = np.array([48.0, 24.0])


def _read(tmp_path, *rows):
    path = tmp_path / "members.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return read_ensemble(path, HOURS)


def test_rows_in_any_order(tmp_path):
    found = _read(tmp_path, "level,member,hours_before", "2,a,24", "9,b,48", "1,a,48", "8,b,24", "0,a,12")
    assert found.tolist() == [[1, 2], [9, 8]]


def test_rows_from_a_dutch_spreadsheet(tmp_path):
    rows = "\ufeffmember;hours_before;level\r", "a;48;1,5\r", "a;24;2,25\r"
    assert _read(tmp_path, *rows).tolist() == [[1.5, 2.25]]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("member,hours_before,level", '"a,48,1'), "not valid CSV"),
        (("member,level", "a,3"), "hours_before"),
        (("member,hours_before,level", "a,48,x"), "a number is expected"),
        (("member,hours_before,level", "a,48,nan"), "a number is expected"),
        (("member,hours_before,level", "a,48,1"), "24 hours"),
        (("member,hours_before,level", "a,48,1", "a,48,2", "a,24,2"), "twice"),
        (("member,hours_before,level", "a,3,1"), "no row"),
        (("member,hours_before,level",), "there are no rows"),
    ],
)
def test_says_what_is_wrong(tmp_path, rows, said):
    with pytest.raises(InputError) as caught:
        _read(tmp_path, *rows)
    assert said in caught.value.render("en")
