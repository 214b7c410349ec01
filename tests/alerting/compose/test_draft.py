# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.alerting.compose.drafts import STARTS, draft
from weerbaar.alerting.area import Area
from weerbaar.alerting.compose.draft import read_draft, write_draft
from weerbaar.base import InputError, Text

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(_TEXT.map(str.strip).filter(bool), st.integers(1, 100))
def test_what_was_written_is_read_back(tmp_path: Path, text: str, minutes: int) -> None:
    one = draft(nl=text, phones=("112", "0900-8844"), replaces="eerder", expires=STARTS + timedelta(minutes=minutes))
    write_draft(tmp_path / "draft.yaml", one)
    assert read_draft(tmp_path / "draft.yaml") == one


def test_polygons_come_back_too(tmp_path: Path) -> None:
    ring = ((52.0, 5.0), (52.1, 5.0), (52.1, 5.1), (52.0, 5.0))
    one = draft(area=Area(Text(nl="Vlak"), polygons=(ring,)))
    write_draft(tmp_path / "draft.yaml", one)
    assert read_draft(tmp_path / "draft.yaml").area.polygons == (ring,)


def test_every_mistake_of_a_file_is_named_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    write_draft(path, draft())
    lines = path.read_text().splitlines()
    wrong = [
        line.replace("VR09", "VR26")
        .replace("fire-smoke", "vuur")
        .replace("2026-11-26T14:05:00+01:00", "2026-11-26T14:05:00")
        for line in lines
    ]
    path.write_text("\n".join(wrong))
    with pytest.raises(InputError) as caught:
        read_draft(path)
    at = {problem.field: problem.line for problem in caught.value.problems}
    assert at == {
        field: next(n for n, line in enumerate(lines, 1) if line.startswith(f"{field}:"))
        for field in ("region", "kind", "starts")
    }


def test_a_text_of_many_times_what_fits_is_refused(tmp_path: Path) -> None:
    write_draft(tmp_path / "draft.yaml", draft(nl="x" * 4_000))
    assert len(read_draft(tmp_path / "draft.yaml").texts.nl) == 4_000
    (tmp_path / "draft.yaml").write_text((tmp_path / "draft.yaml").read_text().replace("xxx", "xxxx", 1))
    with pytest.raises(InputError, match=r"texts.*4000"):
        read_draft(tmp_path / "draft.yaml")
