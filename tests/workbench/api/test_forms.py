# SPDX-License-Identifier: EUPL-1.2
"""Programs keep to the rules of the forms, under the names of the API."""

from __future__ import annotations

import pytest
from django import forms

from weerbaar.base import InputError
from weerbaar.workbench.api.forms import TokenForm, cleaned


class _Form(forms.Form):
    some_name = forms.IntegerField(max_value=3)


def test_what_a_form_refuses_is_told_in_camel_case() -> None:
    assert cleaned(_Form({"some_name": "2"}), "x") == {"some_name": 2}
    with pytest.raises(InputError) as caught:
        cleaned(_Form({"some_name": "9"}), "x")
    assert [(p.file, p.field) for p in caught.value.problems] == [("x", "someName")]


def test_a_token_needs_a_name_and_lasts_a_year_at_most() -> None:
    assert TokenForm({"name": "x", "days": "365"}).is_valid()
    assert set(TokenForm({"days": "366", "scopes": ["fly"]}).errors) == {"name", "days", "scopes"}
