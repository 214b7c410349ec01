# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.method import UnknownNameError, class_codes, class_of_label, label_codes
from weerbaar.method.labels import find_criterion
from weerbaar.method.model import Method


def test_labels_run_from_none_to_the_top_with_half_classes_in_place(regional: Method) -> None:
    assert label_codes(regional) == ("X", "A", "B", "C", "C hoog", "D", "D hoog", "E")
    assert class_codes(regional) == ("A", "B", "C", "D", "E")


def test_class_of_a_label(regional: Method) -> None:
    assert class_of_label(regional, "D hoog") == "D"
    assert class_of_label(regional, "B") == "B"
    assert class_of_label(regional, "X") == "X"
    assert class_of_label(regional, "0") == "X"


def test_label_f_does_not_exist(regional: Method) -> None:
    with pytest.raises(UnknownNameError) as caught:
        class_of_label(regional, "F")
    assert caught.value.message.nl == "Onbekend: label 'F'. Toegestaan: X, A, B, C, C hoog, D, D hoog, E."
    assert caught.value.message.en == "Unknown label 'F'. Allowed: X, A, B, C, C hoog, D, D hoog, E."


def test_find_criterion(regional: Method) -> None:
    assert find_criterion(regional, "6.1").optional
    with pytest.raises(UnknownNameError, match=r"'1\.2'"):
        find_criterion(regional, "1.2")
