"""The site with two plain addresses more; BENCH_BARE takes all middleware away."""

import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from learnsocial.wsgi import application

if os.environ.get("BENCH_BARE"):
    settings.MIDDLEWARE = []
    application = WSGIHandler()

__all__ = ["application"]
