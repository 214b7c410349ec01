# SPDX-License-Identifier: EUPL-1.2
"""REST API: everything the pages do, for programs, with tokens and an OpenAPI description."""
