# SPDX-License-Identifier: EUPL-1.2
from argparse import Namespace

import pytest

from weerbaar import __version__
from weerbaar.cli.about import about


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert about(Namespace(version=True, lang="nl")) == 0
    assert capsys.readouterr().out.strip() == f"weerbaar {__version__}"


@pytest.mark.parametrize(("lang", "words"), [("nl", "Alle opdrachten"), ("en", "All commands")])
def test_without_version_it_is_an_error_of_use(capsys: pytest.CaptureFixture[str], lang: str, words: str) -> None:
    assert about(Namespace(version=False, lang=lang)) == 2
    assert words in capsys.readouterr().out
