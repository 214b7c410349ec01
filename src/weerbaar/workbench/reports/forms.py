# SPDX-License-Identifier: EUPL-1.2
"""What somebody can choose about a document, and the reason with a signature."""

from __future__ import annotations

from typing import Any

from django import forms

from weerbaar.base import Text, number
from weerbaar.method import load_method
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.reports.documents import DEFAULT_DRAWS, DOCUMENTS, DRAWS, Question
from weerbaar.workbench.reports.verbs import LONGEST_REASON
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say, words


class QuestionForm(forms.Form):
    """Chooses a document; sent with GET, so that a choice has an address."""

    document = forms.ChoiceField()
    lang = forms.ChoiceField()
    level = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    annexes = forms.BooleanField(required=False)
    weights = forms.ChoiceField()
    draws = forms.TypedChoiceField(coerce=int)

    def __init__(self, data: Any, round_: Round, levels: list[Level], *, analysed: bool) -> None:
        super().__init__(data or initial(levels))
        fields = self.fields
        fields["document"].label = say("Stuk", "Document")
        fields["document"].choices = [  # type: ignore[attr-defined]
            (d.name, words(d.title)) for d in DOCUMENTS.values() if analysed or not d.needs_analysis
        ]
        fields["lang"].label = say("Taal van het stuk", "Language of the document")
        fields["lang"].choices = [("nl", "Nederlands"), ("en", "English")]  # type: ignore[attr-defined]
        fields["level"].label = say("Voor niveau", "For level")
        fields["level"].help_text = say(
            "Wat vertrouwelijker is, blijft weg. Het stuk zegt dat er iets is weggelaten.",
            "What is more confidential is left out. The document says that something was left out.",
        )
        fields["level"].choices = [(int(level), words(level.text)) for level in levels]  # type: ignore[attr-defined]
        fields["annexes"].label = say("Met bijlagen", "With annexes")
        fields["weights"].label = say("Gewichten", "Weights")
        fields["weights"].choices = [(key, words(text)) for key, text in weight_choices(round_)]  # type: ignore[attr-defined]
        fields["draws"].label = say("Aantal trekkingen", "Number of draws")
        fields["draws"].help_text = say(
            "Meer trekkingen geven kleinere onzekerheid door toeval, en duren langer.",
            "More draws give less uncertainty by chance, and take longer.",
        )
        fields["draws"].choices = [(n, number(n, language())) for n in DRAWS]  # type: ignore[attr-defined]
        if len(levels) == 1:
            del fields["level"]

    def question(self, format_: str) -> Question:
        """Return what was chosen, in a format."""
        chosen = self.cleaned_data
        return Question(
            chosen["document"], chosen["lang"], format_, chosen["annexes"], chosen["weights"], chosen["draws"]
        )


def initial(levels: list[Level]) -> dict[str, Any]:
    """Return what is chosen before anybody chose."""
    return {
        "document": "findings",
        "lang": language(),
        "level": int(levels[-1]),
        "annexes": "on",
        "weights": "default",
        "draws": DEFAULT_DRAWS,
    }


def weight_choices(round_: Round) -> list[tuple[str, Text]]:
    """Return the weights that a round can be computed with."""
    method = load_method(round_.method)
    own = [(p["id"], Text(**p["name"])) for p in round_.weight_profiles]
    named = [(p.id, p.name) for p in method.weight_profiles]
    return [
        ("default", Text(nl="zoals de ronde ze kiest", en="as the round chooses them")),
        *own,
        *(pair for pair in named if pair[0] not in {key for key, _ in own}),
        ("profiles", Text(nl="alle profielen, even waarschijnlijk", en="all profiles, equally likely")),
        ("dirichlet", Text(nl="alle denkbare gewichten", en="all conceivable weights")),
    ]


class ReasonForm(forms.Form):
    """A reason, and what the decider saw."""

    reason = forms.CharField(max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}))
    inputs = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agreed = forms.BooleanField()

    def __init__(self, data: Any = None, *, label: str, agree: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["reason"].label = label
        self.fields["agreed"].label = agree
        self.fields["reason"].error_messages["required"] = say("Geef een reden.", "Give a reason.")
        self.fields["agreed"].error_messages["required"] = say("Vink dit aan om door te gaan.", "Tick this to go on.")
