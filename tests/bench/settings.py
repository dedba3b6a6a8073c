"""The site's own settings, with the addresses of the floors."""

from learnsocial.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
