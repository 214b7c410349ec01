# SPDX-License-Identifier: EUPL-1.2
"""What every room stands on: texts in two languages, problems and errors, safe files and YAML,
class intervals, quantities with uncertainty, probabilities over a window, run records, compiled kernels.

In: raw text and numbers from outside. Out: checked values, or one error that lists every problem.
Nothing in this room knows about scenarios or criteria.
"""

from weerbaar.base.compiling import announce_compiling, kernel
from weerbaar.base.csv_table import CsvTable, csv_places, csv_records, csv_separator, read_csv_table, uneven_row
from weerbaar.base.files import content_hash, inside, output_folder, write_atomic
from weerbaar.base.formatting import euro, number, percentage, significant
from weerbaar.base.intervals import IntervalFault, class_index, interval_faults
from weerbaar.base.json_source import parse_json
from weerbaar.base.model_complaints import Explained
from weerbaar.base.open_data import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    Schema,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_document,
    schema_head,
    schema_text,
)
from weerbaar.base.placed import Placed
from weerbaar.base.probability import (
    ProbabilityError,
    convert_window,
    probability_from_rate,
    rate_per_year,
    return_period_years,
)
from weerbaar.base.problems import InputError, Problem, UnknownCellError, WeerbaarError, render_problems
from weerbaar.base.quantity import (
    Distribution,
    LogNormal,
    LogUniform,
    Pert,
    Point,
    Quantiles,
    Triangular,
    Uniform,
    as_distribution,
)
from weerbaar.base.run_record import RunRecord, software_versions
from weerbaar.base.share_interval import Z_95, wilson
from weerbaar.base.spreadsheet_csv import as_written, harmless, spreadsheet_csv
from weerbaar.base.text import Lang, Text
from weerbaar.base.validation import FileModel, validate, validate_header, validate_items
from weerbaar.base.yaml_source import Location, YamlSource, parse_yaml, read_text, read_yaml, render_location

__all__ = [
    "SHARE_SCHEMA",
    "TEXT_SCHEMA",
    "Z_95",
    "CsvTable",
    "Distribution",
    "Explained",
    "FileModel",
    "InputError",
    "IntervalFault",
    "Lang",
    "Location",
    "LogNormal",
    "LogUniform",
    "Pert",
    "Placed",
    "Point",
    "ProbabilityError",
    "Problem",
    "Quantiles",
    "RunRecord",
    "Schema",
    "Text",
    "Triangular",
    "Uniform",
    "UnknownCellError",
    "WeerbaarError",
    "YamlSource",
    "announce_compiling",
    "as_distribution",
    "as_written",
    "both_languages",
    "class_index",
    "content_hash",
    "convert_window",
    "csv_places",
    "csv_records",
    "csv_separator",
    "euro",
    "harmless",
    "inside",
    "interval_faults",
    "json_bytes",
    "kernel",
    "list_schema",
    "number",
    "object_schema",
    "or_null",
    "output_folder",
    "parse_json",
    "parse_yaml",
    "percentage",
    "probability_from_rate",
    "rate_per_year",
    "read_csv_table",
    "read_text",
    "read_yaml",
    "render_location",
    "render_problems",
    "return_period_years",
    "schema_document",
    "schema_head",
    "schema_text",
    "significant",
    "software_versions",
    "spreadsheet_csv",
    "uneven_row",
    "validate",
    "validate_header",
    "validate_items",
    "wilson",
    "write_atomic",
]
