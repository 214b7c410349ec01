# SPDX-License-Identifier: EUPL-1.2
"""Dossiers in and out with a validation report; webhooks for events of a round."""
