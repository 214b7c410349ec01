# SPDX-License-Identifier: EUPL-1.2
"""The workbench: a whole round in the browser, for many people at once.

A Django project on top of the library. Each app is a room with pages (rounds, library, scoring, results,
capabilities, reports, exchange) or something that only the workbench has (accounts, audit, operations, jobs, shell,
api). An app keeps its rows in ``models.py``, turns them into objects of the library in ``conversion.py``, writes
through ``verbs.py``, and computes nothing itself.
"""
