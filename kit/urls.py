from django.urls import path

from kit.csp import csp_report
from kit.resend import resend
from kit.styleguide import styleguide

app_name = "kit"
urlpatterns = [
    path("csp-report/", csp_report, name="csp_report"),
    path("resend/", resend, name="resend"),
    path("styleguide/", styleguide, name="styleguide"),
]
