# SPDX-License-Identifier: EUPL-1.2
"""The measuring rod: interests, criteria, score tables, likelihood classes, weights and values.

In: a method file (YAML; shipped ones by id), and labels or quantities with uncertainty. Out: a checked
``Method``; labels with the reason in words; class probabilities; numbers, bounds and weights for the
assessment. Methods are data: a person with the printed guide corrects a file, not code.
Science: nrb-method.md, sections 1 to 3, 7 and 8 (Dutch guides of 2008/2009, Belgium, United Kingdom).
"""

from weerbaar.method.describing import describe_method, mark_words
from weerbaar.method.labels import UnknownNameError, UnusableValueError, class_codes, class_of_label, label_codes
from weerbaar.method.likelihood import (
    likelihood_bounds,
    likelihood_class,
    likelihood_codes,
    likelihood_interval,
    threat_class,
    to_method_window,
)
from weerbaar.method.loading import check_method, load_method, method_ids
from weerbaar.method.model import Method
from weerbaar.method.monetising import QuantityError, euro_equivalent
from weerbaar.method.published import read_published
from weerbaar.method.schema import method_schema
from weerbaar.method.scoring import Scored, label_probabilities, score, score_variables
from weerbaar.method.values import label_values, profile_weights, total_bounds

__all__ = [
    "Method",
    "QuantityError",
    "Scored",
    "UnknownNameError",
    "UnusableValueError",
    "check_method",
    "class_codes",
    "class_of_label",
    "describe_method",
    "euro_equivalent",
    "label_codes",
    "label_probabilities",
    "label_values",
    "likelihood_bounds",
    "likelihood_class",
    "likelihood_codes",
    "likelihood_interval",
    "load_method",
    "mark_words",
    "method_ids",
    "method_schema",
    "profile_weights",
    "read_published",
    "score",
    "score_variables",
    "threat_class",
    "to_method_window",
    "total_bounds",
]
