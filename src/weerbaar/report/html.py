# SPDX-License-Identifier: EUPL-1.2
"""A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.

This is the accessible master: language, headings in order, a skip link, tables with scoped headers,
and below every figure the table that says the same.
"""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from weerbaar.report.model import Report, Run

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from weerbaar.figures import Figure

_MIME = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>\s*")


def render_html(report: Report) -> str:
    """Return ``report`` as one HTML document.

    User text is escaped by the template; figures are the SVG of :mod:`weerbaar.figures`, which escapes
    it when it draws.
    """
    from weerbaar.report.phrases import date_words, phrases

    template = _environment().get_template("report.html.j2")
    return template.render(
        report=report,
        css=_css(report.branding.colour, report.marking_words),
        say=phrases(report.lang),
        logo=_logo(report),
        date=date_words(report),
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("weerbaar", "data/report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["svg"] = _svg
    environment.filters["styled"] = _styled
    return environment


def _svg(figure: Figure, variant: str = "") -> Markup:
    """Return the drawing; ``variant`` keeps its ids apart from those of the same figure at another width."""
    from markupsafe import Markup

    svg = _PROLOG.sub("", figure.svg)
    if variant:
        svg = svg.replace(f'"{figure.id}-', f'"{figure.id}-{variant}-').replace(
            f"#{figure.id}-", f"#{figure.id}-{variant}-"
        )
    return Markup(svg)  # noqa: S704  (drawn and escaped by our own renderer)


def _styled(run: Run) -> Markup:
    """Return one run as HTML: its text escaped, its style as elements around it."""
    from markupsafe import Markup, escape

    text = escape(run.text)
    if run.italic:
        text = Markup("<em>{}</em>").format(text)
    if run.bold:
        text = Markup("<strong>{}</strong>").format(text)
    if run.lang:
        text = Markup('<span lang="{}">{}</span>').format(run.lang, text)
    return text


def _css(colour: str, marking: str) -> Markup:
    from importlib.resources import files

    from markupsafe import Markup

    css = files("weerbaar").joinpath("data/report/report.css").read_text(encoding="utf-8")
    # The colour has been checked to be # and six digits, so it cannot end the style element.
    return Markup(css.replace("var(--brand-colour)", colour) + _in_the_margins(marking))  # noqa: S704


def _in_the_margins(marking: str) -> str:
    """Return the style that prints the marking in the top and bottom margin of every page.

    A browser that knows no boxes in the margin still shows it at the start and at the end of the text.
    """
    if not marking:
        return ""
    # Letters and digits as they are; whatever else could end the string or the element as its number.
    words = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in marking)
    box = f'{{ content: "{words}"; font: 700 10pt sans-serif; color: #7a2200; }}'
    return f"@page {{\n  @top-center {box}\n  @bottom-center {box}\n}}\n"


def _logo(report: Report) -> str:
    logo = report.branding.logo
    if logo is None:
        return ""
    return f"data:{_MIME[logo.format]};base64,{base64.b64encode(logo.data).decode()}"
