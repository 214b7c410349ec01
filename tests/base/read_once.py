# SPDX-License-Identifier: EUPL-1.2
"""The same YAML text is taken apart once per process, for rooms whose tests read the same examples over and over.

What is remembered is the tree of PyYAML, which nothing changes afterwards. Limits on keys, tags and characters, the
lines, the values and the models are worked out anew every time; a text that is refused is never remembered. The room
that proves the reading itself (base) does without.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from weerbaar.base import yaml_source

MOST = 300
"""So many texts are remembered; a small one costs no more than reading it."""

_trees: dict[str, tuple[yaml.Node | None, dict[int, str]]] = {}


class RememberingLoader(yaml_source._Loader):
    """The loader of the base, with a memory."""

    def __init__(self, text: str) -> None:
        self.whole = text
        if text not in _trees:
            super().__init__(text)

    def get_single_node(self) -> yaml.Node | None:
        if self.whole in _trees:
            # Taken out and put back in: the first is then the one that was not asked for longest.
            node, self.tagged = _trees.pop(self.whole)
        else:
            node = super().get_single_node()
            if len(_trees) == MOST:
                del _trees[next(iter(_trees))]
        _trees[self.whole] = node, self.tagged
        return node


@pytest.fixture(scope="module", autouse=True)
def yaml_is_read_once() -> Iterator[None]:
    """Remember what was read, for all tests below the folder whose ``conftest.py`` imports this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_source, "_Loader", RememberingLoader)
        yield
