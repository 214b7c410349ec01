# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tests.workbench.capabilities.documents import example
from weerbaar.base import InputError
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.models import Author
from weerbaar.workbench.capabilities.yaml_items import fingerprint, item_of
from weerbaar.workbench.operations.reading import one_file_at_a_time
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db
Asking = Callable[[User], HttpRequest]


def measure(round_: Round, id_: str) -> dict:  # type: ignore[type-arg]
    found = item_of(round_.documents.get(kind="measures").content, "m", "measures", id_)
    assert found is not None
    return found


def test_the_example_fills_an_empty_round_once(round_: Round, analyst: User, asking: Asking) -> None:
    assert verbs.start_from_example(asking(analyst), round_, name="voorbeeld-capaciteiten") == ()
    assert round_.documents.count() == len(example())
    assert round_.documents.get(kind="present").confidential
    assert not round_.documents.get(kind="assistance").confidential
    assert Author.objects.filter(round=round_, user=analyst).count() == 26
    assert Entry.objects.filter(action="document.imported").count() == len(example())
    with pytest.raises(InputError):
        verbs.start_from_example(asking(analyst), round_, name="voorbeeld-capaciteiten")


def test_empty_documents_say_how_they_are_filled_in(round_: Round, analyst: User, asking: Asking) -> None:
    verbs.start_from_skeleton(asking(analyst), round_, title="Onze analyse")
    assert "Onze analyse" in round_.documents.get(kind="analysis").content
    assert "#" in round_.documents.get(kind="measures").content


def test_a_wrong_text_is_refused_with_its_lines_and_nothing_changes(slim: Round, analyst: User, asking: Asking) -> None:
    row = slim.documents.get(kind="measures")
    broken = row.content.replace("heading: bewust", "heading: onbewust").replace("yearly_eur:", "yearly:", 1)
    with pytest.raises(InputError) as caught:
        verbs.save_document(asking(analyst), slim, kind="measures", content=broken, version=row.version)
    assert all(p.line and p.file == "measures.yaml" for p in caught.value.problems)
    assert slim.documents.get(kind="measures").version == row.version


def test_a_text_that_breaks_another_document_is_saved_with_a_warning(
    slim: Round, analyst: User, asking: Asking
) -> None:
    row = slim.documents.get(kind="analysis")
    changed = row.content.replace("id: bewustwording-en-scholing", "id: scholing")
    problems = verbs.save_document(asking(analyst), slim, kind="analysis", content=changed, version=row.version)
    assert {p.file for p in problems} >= {"measures.yaml"}
    assert slim.documents.get(kind="analysis").version == row.version + 1


def test_who_comes_second_is_told_so(slim: Round, analyst: User, asking: Asking) -> None:
    row = slim.documents.get(kind="agenda")
    verbs.save_document(asking(analyst), slim, kind="agenda", content=row.content + "# een\n", version=1)
    with pytest.raises(StaleVersionError) as caught:
        verbs.save_document(asking(analyst), slim, kind="agenda", content=row.content + "# twee\n", version=1)
    assert list(caught.value.proposed) == ["content"]


def test_an_import_is_all_or_nothing(slim: Round, analyst: User, asking: Asking) -> None:
    files = {"agenda.yaml": example()["agenda.yaml"] + "# nieuw\n", "training.yaml": "schema: 1\n"}
    with pytest.raises(InputError) as caught:
        verbs.import_documents(asking(analyst), slim, files=files)
    assert {p.file for p in caught.value.problems} == {"training.yaml"}
    assert slim.documents.get(kind="agenda").version == 1
    with pytest.raises(InputError) as caught:
        verbs.import_documents(asking(analyst), slim, files={"dossier.yaml": "schema: 1\n"})
    assert "measures.yaml" in caught.value.problems[0].hint.nl


def test_a_register_only_grows(slim: Round, analyst: User, asking: Asking) -> None:
    text = example()["register.yaml"]
    shorter = text[: text.rindex("  - id:")]
    with pytest.raises(InputError) as caught:
        verbs.save_document(asking(analyst), slim, kind="register", content=shorter, version=1)
    assert "groeit alleen" in caught.value.problems[0].hint.nl


def test_a_document_above_the_clearance_is_neither_read_nor_replaced(
    slim: Round, analyst: User, decider: User, asking: Asking
) -> None:
    with pytest.raises(PermissionDenied):
        verbs.save_document(asking(decider), slim, kind="cooperation", content="schema: 1\n", version=1)
    row = slim.documents.get(kind="agenda")
    with pytest.raises(PermissionDenied):
        verbs.save_document(asking(analyst), slim, kind="agenda", content=row.content, version=1, level=Level.SECRET)


def test_a_changed_measure_keeps_what_the_form_does_not_know_and_all_others(
    slim: Round, analyst: User, asking: Asking
) -> None:
    before = slim.documents.get(kind="measures").content
    item = measure(slim, "oefeningen-cybersecurity")
    verbs.change_measure(
        asking(analyst),
        slim,
        measure="oefeningen-cybersecurity",
        values={**item, "owner": "Iemand anders"},
        based_on=fingerprint(item),
    )
    after = slim.documents.get(kind="measures").content
    assert measure(slim, "oefeningen-cybersecurity") == {**item, "owner": "Iemand anders"}
    assert after.splitlines()[:25] == before.splitlines()[:25]
    assert Author.objects.filter(measure="oefeningen-cybersecurity", user=analyst).exists()
    assert Author.objects.count() == 1
    assert Entry.objects.get(action="measure.changed").details["measure"] == "oefeningen-cybersecurity"


def test_two_people_in_two_measures_are_not_in_each_others_way(slim: Round, analyst: User, asking: Asking) -> None:
    one, other = measure(slim, "alert-online"), measure(slim, "oefeningen-cybersecurity")
    for id_, item in (("alert-online", one), ("oefeningen-cybersecurity", other)):
        verbs.change_measure(
            asking(analyst), slim, measure=id_, values={**item, "owner": "Nieuw"}, based_on=fingerprint(item)
        )
    assert slim.documents.get(kind="measures").version == 3
    with pytest.raises(StaleVersionError) as caught:
        verbs.change_measure(
            asking(analyst), slim, measure="alert-online", values={**one, "owner": "X"}, based_on=fingerprint(one)
        )
    assert "owner: Nieuw" in caught.value.current.measure  # type: ignore[attr-defined]


def test_exclusions_of_two_are_made_and_undone(slim: Round, analyst: User, asking: Asking) -> None:
    item = measure(slim, "alert-online")
    verbs.change_measure(
        asking(analyst), slim, measure="alert-online", values=item, based_on=fingerprint(item),
        excludes=["oefeningen-cybersecurity"],
    )  # fmt: skip
    text = slim.documents.get(kind="measures").content
    assert "- alert-online" in text
    assert "- oefeningen-cybersecurity" in text
    verbs.change_measure(
        asking(analyst), slim, measure="alert-online", values=item, based_on=fingerprint(item), excludes=[]
    )
    assert "- alert-online" not in slim.documents.get(kind="measures").content


def test_a_measure_that_others_need_is_not_removed(slim: Round, analyst: User, asking: Asking) -> None:
    item = measure(slim, "nationaal-crisisplan-ict")
    with pytest.raises(InputError):
        verbs.remove_measure(asking(analyst), slim, measure="nationaal-crisisplan-ict", based_on=fingerprint(item))
    free = measure(slim, "internationale-benchmark")
    verbs.remove_measure(asking(analyst), slim, measure="internationale-benchmark", based_on=fingerprint(free))
    text = slim.documents.get(kind="measures").content
    assert item_of(text, "m", "measures", "internationale-benchmark") is None


def test_documents_wait_for_no_other_file(slim: Round, analyst: User, asking: Asking) -> None:
    files = {"measures.yaml": slim.documents.get(kind="measures").content}
    with one_file_at_a_time("dossier.zip"), pytest.raises(InputError, match="another file"):
        verbs.import_documents(asking(analyst), slim, files=files)
    imported = Entry.objects.filter(action="document.imported").count()
    verbs.import_documents(asking(analyst), slim, files=files)
    assert Entry.objects.filter(action="document.imported").count() == imported + 1
