# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import fields

from weerbaar.alerting.cap import Alert, AreaBlock, Info, Named, Resource
from weerbaar.alerting.cap.structure import ALERT, Part, model_name


def test_the_model_has_a_place_for_every_element_of_cap_1_2_and_no_other() -> None:
    classes = {"alert": Alert, "info": Info, "resource": Resource, "area": AreaBlock}

    def compare(part: Part) -> None:
        made = classes.get(part.name, Named)
        wanted = {model_name(child.name) for child in part.parts}
        assert {each.name for each in fields(made)} - {"extensions"} == wanted
        for child in part.parts:
            if child.parts:
                compare(child)

    compare(ALERT["1.2"])
