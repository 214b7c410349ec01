# SPDX-License-Identifier: EUPL-1.2
"""From risk to decision: capabilities needed and present, measures, portfolios, the register, cooperation.

In: an assessed round and the files of a capability analysis. Out: gaps, weighed measures, a portfolio with its proof,
an advice, and what came of it since 2008. The room is large and has a part per subject, each with its own front door:
``needs``, ``measures``, ``weighing``, ``portfolio`` and ``choice`` build on :func:`load_analysis`; ``register``,
``agenda``, ``cooperation``, ``assistance``, ``guideline`` and ``training`` are files that stand on their own.
"""

from weerbaar.capability.analysis import Analysis, check_analysis, load_analysis, read_header
from weerbaar.capability.folder import example_names
from weerbaar.capability.skeleton import copy_example, new_analysis

__all__ = [
    "Analysis",
    "check_analysis",
    "copy_example",
    "example_names",
    "load_analysis",
    "new_analysis",
    "read_header",
]
