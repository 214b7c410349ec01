# SPDX-License-Identifier: EUPL-1.2
"""Sphinx configuration; `make docs` builds with warnings as errors."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from tables import write_tables  # noqa: E402

SOURCE = HERE.parent / "src" / "weerbaar"

# From the ground floor up; the pages of the rooms that exist are written into docs/api/ at every build.
ROOMS = (
    "base",
    "method",
    "dossier",
    "elicitation",
    "cascade",
    "evacuation",
    "alerting",
    "infrastructure",
    "signals",
    "assessment",
    "continuity",
    "capability",
    "exercise",
    "figures",
    "report",
    "cli",
)


def write_api_pages() -> None:
    """One page per room, and per part of a large room, with what it offers to the rest of the house."""
    folder = HERE / "api"
    folder.mkdir(exist_ok=True)
    rooms = []
    for room in ROOMS:
        if (SOURCE / room / "__init__.py").is_file():
            parts = sorted(p.parent.name for p in (SOURCE / room).glob("*/__init__.py"))
            rooms += [room, *(f"{room}.{part}" for part in parts)]
    for page in folder.glob("*.md"):
        if page.stem not in rooms:
            page.unlink()
    for room in rooms:
        text = (
            f"# weerbaar.{room}\n\n"
            "```{eval-rst}\n"
            f".. automodule:: weerbaar.{room}\n"
            "   :members:\n"
            "   :imported-members:\n"
            "```\n"
        )
        page = folder / f"{room}.md"
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


write_api_pages()
write_tables(HERE / "tables")

project = "Weerbaar"
author = "The Weerbaar contributors"
copyright = "2026, The Weerbaar contributors. EUPL-1.2"
release = version = installed_version("weerbaar")
language = "en"

# A name such as Register stands in more than one room; a link from a signature then goes to the first of them.
suppress_warnings = ["ref.python"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "tables"]
source_suffix = {".md": "markdown"}

myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_default_options = {"exclude-members": "model_config, model_fields, model_computed_fields"}
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = "Weerbaar"
html_show_sourcelink = False
