# SPDX-License-Identifier: EUPL-1.2
"""Uses from before the register, out of a CSV file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.alerting.register.uses_told import NOON
from weerbaar.alerting.register import FileStore, count_period, fold, import_older_uses, read_older_uses, sentence
from weerbaar.base import InputError


def _file(folder: Path, text: str) -> Path:
    file = folder / "lijst.csv"
    file.write_text(text, "utf-8")
    return file


def test_rows_become_uses_of_the_register(tmp_path: Path) -> None:
    file = _file(
        tmp_path,
        "datum;regio;soort;tekst;afmelding;opmerking\n"
        '2013-01-05;VR07;fire-smoke;"NL-Alert; brand\nin Ede";ja;x\n\n'
        "2013-01-05;VR07;flood;;;\n2013-03-01;NL;flood;;nee;\n",
    )
    older = read_older_uses(file)
    assert [(use.id, use.line) for use in older] == [
        ("2013-01-05-VR07-1", 2),
        ("2013-01-05-VR07-2", 5),
        ("2013-03-01-NL-1", 6),
    ]
    assert older[0].said.texts == {"nl": "NL-Alert; brand\nin Ede"}
    assert [use.said.all_clear for use in older] == [True, None, False]

    store = FileStore(tmp_path / "r")
    import_older_uses(store, older, "A. Jansen", NOON)
    uses = fold(store.events())
    count = count_period(uses, date(2013, 1, 1), date(2013, 12, 31))
    assert sentence(count).nl == (
        "In 2013 is NL-Alert driemaal ingezet (tweemaal door één veiligheidsregio en eenmaal landelijk), vooral bij "
        "overstromingen (2 van de 3)."
    )
    with pytest.raises(InputError) as refused:
        import_older_uses(store, older, "A. Jansen", NOON)
    assert len(refused.value.problems) == 3
    assert len(store.events()) == 3


def test_every_mistake_is_told_at_its_line(tmp_path: Path) -> None:
    file = _file(
        tmp_path,
        "date,region,kind,status,all_clear\n2013-1-5,VR26,fire,live,maybe\n2013-02-30,VR01,flood,,\n2013-02-01,VR01,flood,,\n",
    )
    with pytest.raises(InputError) as refused:
        read_older_uses(file)
    assert [(p.line, p.field, p.value) for p in refused.value.problems] == [
        (2, "date", "2013-1-5"),
        (2, "region", "VR26"),
        (2, "incident", "fire"),
        (2, "status", "live"),
        (2, "all_clear", "maybe"),
        (3, "date", "2013-02-30"),
    ]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", ["date", "region", "incident"]),
        ("datum;tekst\n", ["region", "incident"]),
        ("datum;date;regio;soort\n", ["date"]),
    ],
)
def test_columns_that_are_missing_or_double_are_told(tmp_path: Path, text: str, fields: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        read_older_uses(_file(tmp_path, text))
    assert [p.field for p in refused.value.problems] == fields


def test_what_is_no_csv_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not valid CSV"):
        read_older_uses(_file(tmp_path, 'date,region,kind\n2013-01-01,VR01,"flood\n'))
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        read_older_uses(tmp_path / "b.csv")
