"""Static files under names that change with what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Our own modules fetch one another by name; other people's scripts are left as they are.
MODULES = (
    "js/*.js",
    (
        (
            r"""(?P<matched>import(?s:(?P<import>\s*\{.*?))\s*from\s*"(?P<url>\./.*?)";)""",
            'import%(import)s from "%(url)s";',
        ),
        (r"""(?P<matched>import\("(?P<url>\./.*?)"\))""", 'import("%(url)s")'),
    ),
)


class HouseStatic(CompressedManifestStaticFilesStorage):
    """As whitenoise does it, and a module that fetches another finds it under its new name."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, MODULES)
