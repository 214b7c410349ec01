# SPDX-License-Identifier: EUPL-1.2
import io

from weerbaar.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_draws_steps_and_parts_and_wipes_itself() -> None:
    stream = Terminal()
    progress = Progress(2, stream)
    progress.step("lezen")
    progress.step("rekenen")
    progress.part(0.5, "rekenen")
    progress.close()
    shown = stream.getvalue().split("\r")
    assert "  0% lezen" in shown[1]
    assert " 50% rekenen" in shown[2]
    assert " 75% rekenen" in shown[3]
    assert shown[-1] == ""
    assert shown[-2].strip() == ""


def test_part_never_leaves_the_bar() -> None:
    stream = Terminal()
    progress = Progress(1, stream)
    progress.step("x")
    progress.part(7.0, "x")
    assert "100%" in stream.getvalue()


def test_is_silent_when_nobody_looks() -> None:
    stream = io.StringIO()
    progress = Progress(1, stream)
    progress.step("lezen")
    progress.close()
    assert stream.getvalue() == ""
