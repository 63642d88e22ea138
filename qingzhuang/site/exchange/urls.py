from django.urls import path, re_path
from django.utils.module_loading import import_string

from qingzhuang.site.exchange.queries import offered_calls
from qingzhuang.site.exchange.views import files, pages
from qingzhuang.site.exchange.views.api import api
from qingzhuang.site.exchange.views.entrance import at_the_door, nothing_here

app_name = "exchange"


def _for_programs() -> list[object]:
    for router in offered_calls():
        api.add_router("", import_string(router))
    patterns, _app, _space = api.urls
    for pattern in patterns:
        pattern.callback = at_the_door(pattern.callback)
    return [*patterns, re_path(r"^(?P<rest>.*)$", nothing_here, name="nothing_here")]


urlpatterns = [
    path("exchange/", pages.tokens, name="tokens"),
    path("exchange/tokens/<int:pk>/end/", pages.end_token, name="end_token"),
    path("exchange/files/", files.files, name="files"),
    path("exchange/files/give/", files.give, name="give"),
    path("exchange/files/take/", files.take, name="take"),
    path("exchange/description/", pages.description, name="description"),
    path("api/v1/", (_for_programs(), "api", "api")),
]
