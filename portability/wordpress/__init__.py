"""What a WordPress export (WXR) says, read as a stream and turned into this house's terms. No row is touched here."""

from portability.wordpress.reading import Bounds, NotAnExport, read_export
from portability.wordpress.records import ExportAuthor, ExportComment, ExportItem

__all__ = ["Bounds", "ExportAuthor", "ExportComment", "ExportItem", "NotAnExport", "read_export"]
