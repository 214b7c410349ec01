# SPDX-License-Identifier: EUPL-1.2
"""The form of the question when to decide: what a decision file says, as far as a form holds it, and that file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from weerbaar.base import InputError, Problem, Text, WeerbaarError, parse_yaml
from weerbaar.workbench.evacuation.question_text import CSV_NAME
from weerbaar.workbench.evacuation.state_tables import StateTables
from weerbaar.workbench.evacuation.yaml_form import numbered_rows, plain_text, range_text, typed_number, typed_range

ROW = ("hours", "threatens", "flood", "out", "sheltered")
OPTIONS = ("preventive", "vertical", "combined")
_PLAIN = (
    "name", "name_en", "people", "mortality", "value_of_life_eur", "note", "forecast", "unforeseen", "unit", "bounds",
    "levels", "probabilities", "sheltered_mortality", "eur_per_person_day", "days_after", "eur_per_person",
)  # fmt: skip
_KEYS = {"format", "name", "hours_before", "forecast", "people", "mortality", "options", "value_of_life_eur", "note"}
_SPARE = 2
_FIELDS: dict[str, dict[str, str]] = {
    "preventive": {"out_share": "out", "eur_per_person_day": "", "days_after": ""},
    "vertical": {"sheltered_share": "sheltered", "sheltered_mortality": "", "eur_per_person": ""},
    "combined": {
        "out_share": "out", "sheltered_share": "sheltered", "sheltered_mortality": "", "eur_per_person_day": "",
        "days_after": "", "eur_per_person": "",
    },
}  # fmt: skip
"""What each option says: by moment, with the column of the form; else one number, called the same."""


@dataclass
class QuestionForm:
    """What stands in the form, as text.

    Attributes:
        typed: field to text; ``forecast`` is ``chances``, ``states`` or ``ensemble``.
        options: that can be decided, of :data:`OPTIONS`.
        moments: rows with a text for each of :data:`ROW`.
        tables: of a forecast in states.
    """

    typed: dict[str, str] = field(default_factory=lambda: dict.fromkeys(_PLAIN, "") | {"forecast": "chances"})
    options: set[str] = field(default_factory=set)
    moments: list[dict[str, str]] = field(default_factory=list)
    tables: StateTables = field(default_factory=StateTables.usual)

    @classmethod
    def empty(cls) -> QuestionForm:
        """Return a form with the moments that are usual, and nothing else."""
        rows = [dict.fromkeys(ROW, "") | {"hours": hours} for hours in ("72", "48", "24", "12")]
        return cls(options=set(OPTIONS), moments=rows)

    @classmethod
    def of_text(cls, content: str) -> QuestionForm | None:
        """Return the form of a file; None where it says more than the form holds, or cannot be read."""
        try:
            data = parse_yaml(content.replace("\r\n", "\n"), "besluit.yaml").data
            return cls._of_data(data) if isinstance(data, dict) and data.keys() <= _KEYS else None
        except (WeerbaarError, AttributeError, KeyError, TypeError, ValueError):
            return None

    @classmethod
    def _of_data(cls, data: dict[str, Any]) -> QuestionForm | None:
        form = cls()
        hours = data["hours_before"]
        form.moments = [dict.fromkeys(ROW, "") | {"hours": plain_text(hour) or ""} for hour in hours]
        name = data["name"]
        form.typed |= {"name": name["nl"], "name_en": name.get("en", "")}
        form.typed |= {one: range_text(data.get(one)) for one in ("people", "mortality", "value_of_life_eur")}
        form.typed["note"] = str(data.get("note", "")).strip()
        if not form._take_forecast(data["forecast"], hours) or not form._take_options(data["options"]):
            return None
        return form

    def _take_forecast(self, given: dict[str, Any], hours: list[float]) -> bool:
        if given["kind"] == "ensemble" and given["file"] == CSV_NAME:
            failure = given["failure"]
            lists = {"bounds": given["bounds"], "levels": failure["levels"], "probabilities": failure["probabilities"]}
            self.typed |= {"forecast": "ensemble", "unit": given["unit"]}
            self.typed |= {name: "; ".join(plain_text(one) or "" for one in values) for name, values in lists.items()}
            return True
        if given["kind"] != "chain":
            return False
        if given["states"] != _states():
            tables = StateTables.of_data(given)
            self.typed["forecast"] = "states"
            self.tables = tables or self.tables
            return tables is not None
        import numpy as np

        from weerbaar.evacuation.decision import Forecast

        steps = np.array(given["transitions"], float).reshape(-1, 2, 2)
        initial, flood = np.array(given["initial"], float), np.array(given["flood"], float)
        chain = Forecast(np.array(hours, float), _two_states(), initial, steps, flood)
        threatens, floods = chain.state_probability()[:, 1], chain.flood_probability()[:, 1]
        for row, chance, water in zip(self.moments, threatens, floods, strict=True):
            row |= {"threatens": plain_text(_rounded(chance)) or "", "flood": plain_text(_rounded(water)) or ""}
        self.typed["unforeseen"] = plain_text(_rounded(given["flood"][0])) or ""
        return True

    def _take_options(self, given: list[dict[str, Any]]) -> bool:
        """Take over the options; False where two of them differ in what the form asks once."""
        for option in given:
            kind = option["kind"]
            known = _FIELDS.get(kind)
            if known is None or kind in self.options or option.keys() != {"kind", *known}:
                return False
            self.options.add(kind)
            for name, column in known.items():
                texts = [range_text(one) for one in option[name]] if column else [range_text(option[name])]
                places = [(row, column) for row in self.moments] if column else [(self.typed, name)]
                for (place, key), text in zip(places, texts, strict=True):
                    if place[key] not in ("", text):
                        return False
                    place[key] = text
        return True

    @classmethod
    def of_post(cls, post: Mapping[str, str]) -> QuestionForm:
        """Return what was sent."""
        typed = {name: post.get(name, "").replace("\r\n", "\n").strip() for name in _PLAIN}
        moments = numbered_rows(post, "moment", ROW)
        tables = StateTables.of_post(post, [at for at, _ in moments])
        return cls(typed, {one for one in OPTIONS if post.get(f"option-{one}")}, [row for _, row in moments], tables)

    @property
    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """The moments by number, with room for some more."""
        return list(enumerate([*self.moments, *(dict.fromkeys(ROW, "") for _ in range(_SPARE))]))

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The tables of a forecast in states, one for each step between moments."""
        return self.tables.tables([row["hours"] for row in self.moments])

    @property
    def tables_for(self) -> str:
        """For how many moments and states there are tables."""
        return self.tables.size(len(self.moments))

    def text(self) -> str:
        """Return the file that the form comes to; what is no number stays as it was typed, for the reader to refuse.

        Raises:
            InputError: no option was chosen, or chances that do not hold together.
        """
        from weerbaar.dossier import yaml_text

        if not self.options:
            text = Text(nl="kies ten minste één mogelijkheid.", en="choose at least one option.")
            raise InputError([Problem("besluit.yaml", text, field="options")])
        typed = self.typed
        data: dict[str, Any] = {
            "format": "weerbaar-decision-1",
            "name": {"nl": typed["name"]} | ({"en": typed["name_en"]} if typed["name_en"] else {}),
            "hours_before": [typed_number(row["hours"]) for row in self.moments],
            "forecast": self._forecast(),
            "people": typed_number(typed["people"]),
            "mortality": typed_range(typed["mortality"]),
            "options": [self._option(kind) for kind in OPTIONS if kind in self.options],
            "value_of_life_eur": typed_number(typed["value_of_life_eur"]),
        }
        return yaml_text(data | ({"note": typed["note"]} if typed["note"] else {}))

    def _forecast(self) -> dict[str, Any]:
        if self.typed["forecast"] == "ensemble":
            return self._ensemble()
        if self.typed["forecast"] == "states":
            return self.tables.chain([row["hours"] for row in self.moments])
        return self._chain()

    def _option(self, kind: str) -> dict[str, Any]:
        said = {
            name: [typed_range(row[column]) for row in self.moments] if column else typed_range(self.typed[name])
            for name, column in _FIELDS[kind].items()
        }
        return {"kind": kind, **said}

    def _ensemble(self) -> dict[str, Any]:
        lists = {
            name: [typed_number(one) for one in self.typed[name].split(";") if one.strip()]
            for name in ("bounds", "levels", "probabilities")
        }
        failure = {name: lists[name] for name in ("levels", "probabilities")}
        said = {"unit": self.typed["unit"], "bounds": lists["bounds"], "failure": failure}
        return {"kind": "ensemble", "file": CSV_NAME, **said}

    def _chain(self) -> dict[str, Any]:
        from weerbaar.evacuation.decision import ForecastError, forecast_of_chances

        problems: list[Problem] = []

        def numbers(column: str, rows: list[dict[str, str]] = self.moments) -> list[float]:
            found = []
            for row in rows:
                value = typed_number(row[column])
                if isinstance(value, str):
                    text = Text(nl="hier hoort een getal.", en="this should be a number.")
                    problems.append(Problem("besluit.yaml", text, field=column, value=row[column]))
                found.append(0.0 if isinstance(value, str) else float(value))
            return found

        hours, flood = numbers("hours"), numbers("flood")
        # Only the first chance of a threat was typed: none begins later.
        lifted_only = bool(self.moments) and not any(row["threatens"] for row in self.moments[1:])
        threatens = numbers("threatens", self.moments[:1] if lifted_only else self.moments)
        unforeseen = typed_number(self.typed["unforeseen"] or "0")
        if isinstance(unforeseen, str):
            text = Text(nl="hier hoort een getal.", en="this should be a number.")
            problems.append(Problem("besluit.yaml", text, field="unforeseen", value=unforeseen))
        if problems or isinstance(unforeseen, str):
            raise InputError(problems)
        try:
            chain = forecast_of_chances(hours, threatens, flood, unforeseen)
        except ForecastError as error:
            raise InputError([Problem("besluit.yaml", error.message, field="hours_before")]) from error
        return {
            "kind": "chain",
            "states": _states(),
            "initial": chain.initial.tolist(),
            "transitions": chain.transitions.tolist(),
            "flood": chain.flood.tolist(),
        }


def _two_states() -> tuple[Text, ...]:
    """Return the states of a forecast that only says whether it threatens."""
    from weerbaar.evacuation.decision import forecast_of_chances

    return forecast_of_chances([0.0], [1.0], [1.0]).states


def _states() -> list[dict[str, str]]:
    """Return them as the file has them."""
    return [{"nl": state.nl, "en": state.in_("en")} for state in _two_states()]


def _rounded(value: float) -> float:
    """Return a chance without what rounding left behind."""
    return float(f"{value:.9g}")
