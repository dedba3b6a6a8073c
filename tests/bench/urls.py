"""The floors: what any page of this framework costs at least."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from members.models import Member


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nothing.")


def one_select(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Member.objects.values_list("name", flat=True).get(username="bench1"))


urlpatterns = [
    path("bench/constant/", constant),
    path("bench/select/", one_select),
    path("", include("learnsocial.urls")),
]
