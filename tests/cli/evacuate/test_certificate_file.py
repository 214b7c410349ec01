# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.cli.evacuate.certificate_file import read_certificate


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "other"}', '{"quickest": NaN}'])
def test_what_is_no_proof_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(text)
    with pytest.raises(InputError):
        read_certificate(path)
