"""Celery only keeps the hours: what is due stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learnsocial.settings")

app = Celery("learnsocial")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
