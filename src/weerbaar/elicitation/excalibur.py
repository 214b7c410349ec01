# SPDX-License-Identifier: EUPL-1.2
"""The file pair of Excalibur, in which most published studies are kept: answers (.dtt) and realizations (.rls).

One line per expert and item; columns: expert number and name (8), item number and name (14), scale (uni or log),
quantiles, question. Published files differ in case, tabs, digits, order and encoding; all of that is read.

A missing answer is written as -999.5 or -999.6. As in Excalibur and anduryl every number from -1000 to -990 is such a
mark, with one exception: an answer that holds such a number beside others, and ascends, is an answer. So a true value
of -995 survives in an answer such as -1200, -995, -900; an answer or a realization that lies wholly between -1000 and
-990 does not exist in this format, and is refused when writing.
"""

from weerbaar.elicitation.excalibur_format import ExcaliburStudy
from weerbaar.elicitation.excalibur_reading import read_excalibur
from weerbaar.elicitation.excalibur_writing import write_excalibur

__all__ = ["ExcaliburStudy", "read_excalibur", "write_excalibur"]
