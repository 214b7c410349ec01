# SPDX-License-Identifier: EUPL-1.2
"""From risk to decision: capabilities needed and present, measures, portfolios, the register, cooperation.

In: an assessed round and the files of a capability analysis. Out: gaps, weighed measures, a portfolio with its proof,
an advice, and what came of it since 2008.
"""
