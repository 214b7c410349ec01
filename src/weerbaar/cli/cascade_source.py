# SPDX-License-Identifier: EUPL-1.2
"""What ``weerbaar cascade`` computes with: a catalogue from any kind of file, or the scenarios of a dossier."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.cli.options import refused

if TYPE_CHECKING:
    from weerbaar.base import Text
    from weerbaar.cascade import Catalogue, ImpactNoise

_DRAWS_OF_DOSSIER = 10_000


@dataclass(frozen=True)
class Source:
    """A catalogue as asked for, and what belongs to it.

    Attributes:
        catalogue: with trend and catalysts in it.
        unit: of its impacts.
        noise: of its direct impacts.
        settings: for the run record.
    """

    catalogue: Catalogue
    unit: Text
    noise: ImpactNoise
    settings: dict[str, Any]


def source_of(arguments: argparse.Namespace) -> Source:
    """Return the catalogue that the arguments name, under the trend and catalysts that they name.

    Raises:
        InputError: problems in the file, or a network so hot that events never die out.
        CatalogueError: an unknown trend or catalyst.
    """
    from weerbaar.base import InputError
    from weerbaar.cascade import EURO, check_cooling

    catalogue, unit = catalogue_and_unit(arguments.catalogue)
    if arguments.trend is not None:
        catalogue = catalogue.with_trend(arguments.trend)
    if arguments.catalysts:
        catalogue = catalogue.with_catalysts(arguments.catalysts)
    if arguments.trend is not None or arguments.catalysts:
        hot = check_cooling(catalogue, arguments.catalogue)
        if hot:
            raise InputError(hot)
    noise: ImpactNoise = arguments.impact_noise or ("bnra" if unit == EURO else "none")
    if noise == "bnra" and unit != EURO:
        raise refused(
            arguments.catalogue,
            "de impact is een score; de onzekerheid van de Belgische rekenwijze (bnra) geldt voor euro's. Laat "
            "--impact-noise weg of kies none.",
            "the impact is a score; the uncertainty of the Belgian engine (bnra) is for euros. Leave --impact-noise "
            "out or choose none.",
        )
    settings = {"trend": arguments.trend, "catalysts": list(dict.fromkeys(arguments.catalysts))}
    return Source(catalogue, unit, noise, settings)


def catalogue_and_unit(name: str) -> tuple[Catalogue, Text]:
    """Return a catalogue, or the scenarios of a dossier as one, with the unit of its impacts."""
    from weerbaar.cascade import EURO, catalogue_names, load_catalogue
    from weerbaar.dossier import example_names

    path = Path(name)
    examples = (*catalogue_names(), *example_names())
    if name not in examples and not path.suffix and not path.exists() and path.name == name:
        import difflib

        close = difflib.get_close_matches(name, examples, n=1)
        listed = ", ".join(examples)
        raise refused(
            name,
            f"bestaat niet en is geen voorbeeld; voorbeelden zijn: {listed}."
            + (f" Bedoelt u {close[0]}?" if close else ""),
            f"does not exist and is not an example; examples are: {listed}."
            + (f" Do you mean {close[0]}?" if close else ""),
        )
    dossier = path.suffix.lower() == ".zip" or (path / "dossier.yaml").is_file()
    if dossier or (name in example_names() and name not in catalogue_names() and not path.exists()):
        return _of_dossier(name)
    return load_catalogue(name), EURO


def _of_dossier(name: str) -> tuple[Catalogue, Text]:
    """Return the scenarios of a dossier with the links between them; how likely and how bad comes from assessing it.

    Raises:
        InputError: links without a probability, or scenarios without a likelihood or an impact.
    """
    from weerbaar.assessment import assess
    from weerbaar.base import convert_window
    from weerbaar.cascade import catalogue_of_dossier
    from weerbaar.dossier import load_dossier

    dossier = load_dossier(name)
    assessment = assess(dossier, draws=_DRAWS_OF_DOSSIER)
    if assessment.impact_axis is None:
        raise refused(
            name,
            "de methode van dit dossier heeft geen regel voor de totale impact; kies een methode met een totaal.",
            "the method of this dossier has no rule for the total impact; choose a method with a total.",
        )
    yearly, impact = {}, {}
    for result in assessment.scenarios:
        likelihood, total = result.likelihood, result.impact
        if likelihood is not None and likelihood.window_years is not None:
            yearly[result.id] = convert_window(likelihood.mean, likelihood.window_years, 1.0)
        if total is not None:
            impact[result.id] = {"impact": total.mean}
    return catalogue_of_dossier(dossier, yearly, impact), assessment.impact_axis.unit
