"""Settings under test: the site's own, with a throwaway data folder, a fast hasher and plain static files.

TEST_DATABASE_URL and TEST_REDIS_URL choose other servers than SQLite and the bundled Valkey; nothing else of the
environment that a developer has around them reaches the tests.
"""

import atexit
import os
import secrets
import shutil
import tempfile

for _name in (
    "SITE_URL",
    "ALLOWED_HOSTS",
    "DEMO_MODE",
    "DEBUG",
    "DATABASE_URL",
    "EMAIL_URL",
    "CLOCK_FILE",
    "SECRET_KEY",
    "PORT",
):
    os.environ.pop(_name, None)
_folder = tempfile.mkdtemp(prefix="ls-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["DATA_DIR"] = _folder
os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL") or f"unix://{_folder}/broker.sock"
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from learnsocial.settings import *  # noqa: E402, F403
from learnsocial.settings import CACHES, CELERY_BROKER_TRANSPORT_OPTIONS, DATA_DIR, DATABASES, STORAGES  # noqa: E402

# a server that was found may belong to somebody: the tests touch only keys that begin with this
KEY_PREFIX = f"lst-{secrets.token_hex(4)}"
CACHES["default"]["KEY_PREFIX"] = KEY_PREFIX
# a machine that runs tests is busy: the cache is there, only late
CACHES["default"]["OPTIONS"] = {"WAIT_S": 10.0}
CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = KEY_PREFIX
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, as in life: threads and processes of a test share it
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
# whitenoise warns of a folder that is not there
(DATA_DIR / "static").mkdir(exist_ok=True)
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # a test is one transaction from its first row to its last look
    DATABASES["default"]["OPTIONS"] = DATABASES["default"]["OPTIONS"] | {
        "options": DATABASES["default"]["OPTIONS"]["options"].replace(
            "idle_in_transaction_session_timeout=10000", "idle_in_transaction_session_timeout=120000"
        )
    }
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": STORAGES["default"],
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
