# SPDX-License-Identifier: EUPL-1.2
"""What a report takes from an analysis, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.analyses import CHOSEN, DAY, analysis, gaps_of_example, register, results
from tests.report.rounds import example
from weerbaar.base import InputError
from weerbaar.report import CapabilityResults, refuse_other_round, with_analysis


def test_gaps_with_confidential_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="confidential"):
        CapabilityResults(analysis(), replace(gaps_of_example(), with_confidential=True))


def test_an_analysis_of_another_round_is_refused_in_one_message() -> None:
    with pytest.raises(InputError) as caught:
        refuse_other_round(analysis(), example("nrb-2012")[0])
    (problem,) = caught.value.problems
    assert problem.message.nl == "deze capaciteitenanalyse bouwt voort op ronde voorbeeld-2012, niet op nrb-2012."
    assert (problem.field, problem.value) == ("dossier", "voorbeeld-2012")


def test_another_version_of_the_round_is_refused() -> None:
    dossier = example("voorbeeld-2012")[0].model_copy(update={"content_hash": "0" * 64})
    with pytest.raises(InputError, match="another version of round voorbeeld-2012"):
        refuse_other_round(analysis(), dossier)
    refuse_other_round(analysis(), example("voorbeeld-2012")[0])


def test_the_run_record_carries_the_hashes_and_gets_another_mark() -> None:
    _, assessment = example("voorbeeld-2012")
    settings = with_analysis(assessment, results()).run_record.settings
    assert settings["capability_analysis"] == analysis().content_hash
    assert settings["capability_register"] == register().content_hash
    assert settings["capability_gaps"] == gaps_of_example().run_record.id
    assert with_analysis(assessment, results()).run_record.id != assessment.run_record.id
    bare = with_analysis(assessment, CapabilityResults(analysis(), gaps_of_example())).run_record.settings
    assert set(bare) - set(assessment.run_record.settings) == {"capability_analysis", "capability_gaps"}


def test_a_choice_from_before_a_text_changed_is_named_with_what_it_was_made_from() -> None:
    _, assessment = example("voorbeeld-2012")
    found = results()
    assert "capability_choice_input" not in with_analysis(assessment, found).run_record.settings
    later = replace(found, analysis=replace(found.analysis, content_hash="0" * 64))
    settings = with_analysis(assessment, later).run_record.settings
    assert settings["capability_choice_input"] == analysis().content_hash
    assert settings["capability_choice"] == found.choice.run_record.id  # type: ignore[union-attr]


def test_starts_and_day_come_from_the_advice_and_the_register() -> None:
    assert results().starts() == dict(CHOSEN)
    assert results().day == DAY
    bare = CapabilityResults(analysis(), gaps_of_example())
    assert bare.starts() is None
    assert bare.day == gaps_of_example().day


def test_history_gathers_the_subjects_of_a_capability() -> None:
    found = results().history()
    assert [s.subject.capability for s in found["crisiscommunicatie"]] == ["crisiscommunicatie"] * 3
    assert CapabilityResults(analysis(), gaps_of_example()).history() == {}
