# SPDX-License-Identifier: EUPL-1.2
"""Write a study as Excalibur's file pair: its columns, its six significant digits, its marks for what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from weerbaar.base import InputError, Problem, Text, write_atomic
from weerbaar.elicitation.calibration import realization_bins
from weerbaar.elicitation.excalibur_format import MISSING, ExcaliburStudy, is_mark
from weerbaar.elicitation.panel import Float, Panel

_EXPERT, _ITEM, _QUESTION = 8, 14, 173


def write_excalibur(study: ExcaliburStudy, dtt: Path, rls: Path) -> tuple[Problem, ...]:
    """Write a study, in place of what is there.

    Numbers get six significant digits, as Excalibur writes them itself.

    Args:
        study: what to write; its warnings are not written.
        dtt: file for the answers.
        rls: file for the realizations.

    Returns:
        Warnings: names that were shortened, characters that were replaced, truths that rounding moves to another bin.

    Raises:
        InputError: an answer or realization that the files cannot hold: it would be read as missing, or its quantiles
            no longer ascend with six digits. Nothing is written then.
    """
    panel = study.panel
    problems = _impossible(panel, dtt.name, rls.name)
    if problems:
        raise InputError(problems)
    warnings: list[Problem] = []
    experts = _shortened(panel.experts, _EXPERT, dtt.name, warnings)
    items = _shortened(panel.items, _ITEM, dtt.name, warnings)
    _check_bins(panel, dtt.name, warnings)
    questions = [_on_one_line(text) for text in study.questions] or [""] * len(items)
    scales = ["log" if log else "uni" for log in panel.log_scale.tolist()]
    percentages = "".join(
        f"{percentage:>4}" if len(percentage) < 4 else f" {percentage}" for percentage in _percentages(panel)
    )
    answers = [f"* CLASS ASCII OUTPUT FILE. NQ={panel.probabilities.size:4d}   QU={percentages}"]
    for e, expert in enumerate(experts):
        for q, item in enumerate(items):
            numbers = " ".join(_number(v) for v in panel.values[e, q].tolist())
            text = f"{questions[q]:>{_QUESTION}} " if e == 0 and questions[q] else ""
            answers.append(f" {e + 1:4d} {expert:>{_EXPERT}} {q + 1:4d} {item:>{_ITEM}} {scales[q]} {numbers} {text}")
    truths = [
        f" {q + 1:4d} {item:>{_ITEM}} {_number(truth)} {scales[q]} {questions[q]:>{_QUESTION}} "
        for q, (item, truth) in enumerate(zip(items, panel.realizations.tolist(), strict=True))
    ]
    files = [(dtt, _encoded(answers, dtt.name, warnings)), (rls, _encoded(truths, rls.name, warnings))]
    for path, content in files:
        write_atomic(path, content)
    return tuple(warnings)


def _number(value: float) -> str:
    mantissa, exponent = f"{MISSING if np.isnan(value) else value:.5E}".split("E")
    return f"{mantissa:>8}E{int(exponent):+05d}"


def _rounded(values: Float) -> Float:
    return np.array([float(f"{v:.5E}") for v in values.ravel().tolist()]).reshape(values.shape)


def _percentages(panel: Panel) -> list[str]:
    return [f"{100 * p:.12g}" for p in panel.probabilities.tolist()]


def _impossible(panel: Panel, dtt: str, rls: str) -> list[Problem]:
    problems = []
    values, truths = _rounded(panel.values), _rounded(panel.realizations)
    for e, q in np.argwhere(panel.answered):
        answer = values[e, q]
        shown = " ".join(f"{v:g}" for v in panel.values[e, q])
        where = f"{panel.experts[e]}, {panel.items[q]}"
        if is_mark(answer).all():
            problems.append(Problem(dtt, _LIKE_A_MARK, _OTHER_UNIT, field=where, value=shown))
        elif (np.diff(answer) <= 0).any():
            message = Text(
                nl="kwantielen die pas in het zevende cijfer verschillen, passen niet in dit bestand.",
                en="quantiles that differ only in the seventh digit do not fit in this file.",
            )
            problems.append(Problem(dtt, message, _OTHER_UNIT, field=where, value=shown))
    for q in np.flatnonzero(is_mark(truths)):
        value = f"{panel.realizations[q]:g}"
        problems.append(Problem(rls, _LIKE_A_MARK, _OTHER_UNIT, field=panel.items[q], value=value))
    return problems


_LIKE_A_MARK = Text(
    nl="waarden van -1000 tot -990 betekenen in dit bestand dat er geen antwoord is.",
    en="values from -1000 to -990 mean in this file that there is no answer.",
)
_OTHER_UNIT = Text(nl="Kies een andere eenheid of een ander nulpunt.", en="Choose another unit or another zero.")


def _shortened(names: Sequence[str], size: int, file: str, warnings: list[Problem]) -> list[str]:
    """Names of at most ``size`` characters, all different."""
    result: list[str] = []
    for name in names:
        plain = _on_one_line(name)
        short, n = plain[:size].strip(), 2
        while short in result:
            tail = f"~{n}"
            short, n = plain[: size - len(tail)].strip() + tail, n + 1
        if short != name:
            message = Text(nl=f"naam ingekort tot {short}.", en=f"name shortened to {short}.")
            warnings.append(Problem(file, message, value=name, severity="warning"))
        result.append(short)
    return result


def _on_one_line(text: str) -> str:
    return re.sub(r"\s", " ", text).strip()


def _check_bins(panel: Panel, file: str, warnings: list[Problem]) -> None:
    exact = realization_bins(panel.values, panel.realizations)
    written = realization_bins(_rounded(panel.values), _rounded(panel.realizations))
    for e, q in np.argwhere(exact != written):
        message = Text(
            nl="door afronding op zes cijfers valt de werkelijke waarde aan de andere kant van een kwantiel.",
            en="rounded to six digits, the realization falls on the other side of a quantile.",
        )
        warnings.append(Problem(file, message, field=f"{panel.experts[e]}, {panel.items[q]}", severity="warning"))


def _encoded(lines: Sequence[str], file: str, warnings: list[Problem]) -> bytes:
    text = "".join(f"{line}\r\n" for line in lines)
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        message = Text(
            nl="tekens die het bestand niet kent, zijn vervangen door een vraagteken.",
            en="characters that the file does not know have been replaced by a question mark.",
        )
        warnings.append(Problem(file, message, severity="warning"))
        return text.encode("cp1252", errors="replace")
