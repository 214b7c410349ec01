# SPDX-License-Identifier: EUPL-1.2
"""Computations that take longer than a page: run in a process of their own, with progress and cancel."""
