# SPDX-License-Identifier: EUPL-1.2
"""Speed of the numeric kernels beside the plain way of doing the same, measured in one run.

``python -m benchmarks`` runs every case in a fresh process and prints processor time, memory and the ratio to
the plain way; facts that all contestants must agree on are checked. A case is a function with the decorator
:func:`benchmarks.registry.benchmark` in a module ``bench_*.py`` of this folder; nothing else is needed.
"""
