"""Moving in and out.

Promises: a file comes in whole or not at all; the same file again adds nothing; nobody gets an account or a notice by
it; what was not public there stays out; the report names everything that was left out, and why.
"""

from portability.services.report import Report
from portability.services.wordpress import ImportRefused, import_wordpress

__all__ = ["ImportRefused", "Report", "import_wordpress"]
