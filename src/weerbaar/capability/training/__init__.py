# SPDX-License-Identifier: EUPL-1.2
"""Awareness and training: campaigns and courses with what they changed, and certificates that expire.

In: ``training.yaml`` with people reached, measurements before and after, and certificates per function. Out:
differences with intervals (Newcombe, Welch), people changed and cost each, coverage of certificates; attendance is
never effect.
"""

from weerbaar.capability.training.certificates import Coverage, certificate_coverage, present_lines
from weerbaar.capability.training.effect import Later, Level, MeasuredEffect, effect
from weerbaar.capability.training.feed import NoImprovementError, as_measure_effect
from weerbaar.capability.training.file_model import (
    TRAINING_FILE,
    Activity,
    Certificates,
    Changes,
    FollowUp,
    Function,
    Group,
    Measurement,
    Sample,
    TrainingFile,
)
from weerbaar.capability.training.intervals import Interval
from weerbaar.capability.training.reading import Training, load_training
from weerbaar.capability.training.result import (
    ActivityResult,
    EffectResult,
    PeopleChanged,
    TrainingResult,
    assess_training,
)
from weerbaar.capability.training.results_csv import training_csv
from weerbaar.capability.training.results_json import training_result_json, training_result_schema, training_schema
from weerbaar.capability.training.wording import difference_words, level_words, months_words, seen_words

__all__ = [
    "TRAINING_FILE",
    "Activity",
    "ActivityResult",
    "Certificates",
    "Changes",
    "Coverage",
    "EffectResult",
    "FollowUp",
    "Function",
    "Group",
    "Interval",
    "Later",
    "Level",
    "MeasuredEffect",
    "Measurement",
    "NoImprovementError",
    "PeopleChanged",
    "Sample",
    "Training",
    "TrainingFile",
    "TrainingResult",
    "as_measure_effect",
    "assess_training",
    "certificate_coverage",
    "difference_words",
    "effect",
    "level_words",
    "load_training",
    "months_words",
    "present_lines",
    "seen_words",
    "training_csv",
    "training_result_json",
    "training_result_schema",
    "training_schema",
]
