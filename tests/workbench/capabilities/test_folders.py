# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.workbench.capabilities.folders import on_disk


def test_documents_lie_in_a_folder_only_while_they_are_read() -> None:
    with on_disk({"a.yaml": "schema: 1\n"}) as folder:
        assert (folder / "a.yaml").read_text(encoding="utf-8") == "schema: 1\n"
    assert not folder.exists()
