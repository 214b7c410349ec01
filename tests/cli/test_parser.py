# SPDX-License-Identifier: EUPL-1.2
"""A mistake in the words of a command: what is wrong in one line, where to read on, and no usage of twenty lines."""

from __future__ import annotations

import pytest

from weerbaar.cli import main
from weerbaar.cli.options import wrong
from weerbaar.cli.parser import CommandParser, WrongWordsError


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    with pytest.raises(SystemExit) as stop:
        main(list(words))
    assert stop.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            [
                "weerbaar evacuate simulate: --routing: x: kies uit nearest, free-flow, instantaneous, equilibrium, "
                "managed, all.",
                "Zie weerbaar evacuate simulate --help.",
            ],
        ),
        (
            "en",
            [
                "weerbaar evacuate simulate: --routing: x: choose from nearest, free-flow, instantaneous, equilibrium, "
                "managed, all.",
                "See weerbaar evacuate simulate --help.",
            ],
        ),
    ],
)
def test_one_line_and_where_to_read_on(capsys: pytest.CaptureFixture[str], lang: str, said: list[str]) -> None:
    words = ("evacuate", "simulate", "zeeland", "--routing", "x")
    assert refused(capsys, *words, "--lang", lang) == said
    assert refused(capsys, *words, f"--lang={lang}") == said


def test_without_an_option_the_language_is_that_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert refused(capsys, "method")[1] == "See weerbaar method --help."
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert refused(capsys, "method")[1] == "Zie weerbaar method --help."
    # A value that is missing tells no language.
    assert refused(capsys, "run", "x", "--lang")[0] == "weerbaar run: --lang: hier hoort een waarde achter."


@pytest.mark.parametrize(
    ("words", "nl", "en"),
    [
        (["run"], "geef ook dossier.", "give dossier as well."),
        (
            ["evacuate", "means", "zeeland", "--means", "m"],
            "geef een van --before --perils.",
            "give one of --before --perils.",
        ),
        (
            ["evacuate", "means", "zeeland", "--before", "2", "--perils", "p"],
            "--perils en --before gaan niet samen.",
            "--perils does not go with --before.",
        ),
        (["serve", "--log", "xml"], "--log: xml bestaat niet; kies uit", "--log: there is no xml; choose from"),
        (["launch"], "OPDRACHT: launch bestaat niet; kies uit run, check,", "OPDRACHT: there is no launch; choose"),
        (["run", "x", "--seed"], "--seed: hier hoort een waarde achter.", "--seed: a value belongs after it."),
        (
            ["evacuate", "bound", "x", "--drop-unreachable=ja"],
            "--drop-unreachable: hier hoort geen waarde achter, maar er staat ja.",
            "--drop-unreachable: no value belongs after it, but there is ja.",
        ),
        (["new", "map", "--year", "toen"], "--year: toen: geen geheel getal.", "--year: toen: not a whole number."),
        (["run", "x", "--kleur", "y"], "onbekend: --kleur y.", "unknown: --kleur y."),
        (
            ["run", "x", "--dra=1", "--we=a", "--o=b"],
            "--o=b kan --out, --organisation zijn; schrijf het voluit.",
            "--o=b can be --out, --organisation; write it in full.",
        ),
    ],
)
def test_what_argparse_says_is_said_in_the_language_of_the_user(
    capsys: pytest.CaptureFixture[str], words: list[str], nl: str, en: str
) -> None:
    for lang, said in (("nl", nl), ("en", en)):
        line, see = refused(capsys, *words, "--lang", lang)
        command = see.removeprefix("See " if lang == "en" else "Zie ").removesuffix(" --help.")
        assert line.startswith(f"{command}: {said}")
        assert "argument" not in line


def test_words_that_are_unknown_are_refused_by_the_command_that_got_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "evacuate", "check", "zeeland", "--kleur", "--lang", "nl")[1] == (
        "Zie weerbaar evacuate check --help."
    )


def test_more_values_and_words_in_one_language_only() -> None:
    parser = CommandParser(prog="proef")
    parser.add_argument("--twee", nargs=2)
    parser.add_argument("--even", type=lambda text: _never(text))
    for words, said in (
        (["--twee", "a"], "--twee: hier horen meer waarden achter."),
        (["--even", "3"], "--even: 3: oneven."),
    ):
        with pytest.raises(WrongWordsError) as caught:
            parser.parse_args(words)
        assert caught.value.render("nl") == f"proef: {said}\nZie proef --help."
    assert WrongWordsError("proef", "alleen zo").render("en") == "proef: alleen zo\nSee proef --help."


def _never(text: str) -> int:
    raise wrong(f"{text}: oneven.", f"{text}: odd.")
