from django.urls import path, re_path

from qingzhuang.site.requests.views import calendar, catalogue, decide, forms, papers, readings, requests

app_name = "requests"
urlpatterns = [
    path("", requests.index, name="index"),
    path("register/", requests.register, name="register"),
    path("papers/", papers.papers, name="papers"),
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/<str:secret>.ics", calendar.feed, name="feed"),
    path("kinds/", catalogue.kinds, name="kinds"),
    path("kinds/map/", catalogue.overlap, name="overlap"),
    path("kinds/retire/", catalogue.retire, name="retire"),
    re_path(r"^kinds/catalogue\.(?P<suffix>csv|xlsx)$", catalogue.export, name="export"),
    path("kinds/<uuid:pk>/", catalogue.kind, name="kind"),
    path("kinds/<uuid:pk>/form/", catalogue.blank, name="kind_form"),
    path("<uuid:pk>/", requests.passport, name="request"),
    path("<uuid:pk>/amend/", requests.amend, name="amend"),
    path("<uuid:pk>/form/", requests.blank, name="form"),
    path("<uuid:pk>/forms/", forms.every, name="forms"),
    path("<uuid:pk>/forms/<int:number>/", forms.blank, name="form_version"),
    path("<uuid:pk>/object/", requests.object_to, name="object"),
    path("<uuid:pk>/close/", requests.close, name="close"),
    path("<uuid:pk>/decide/", decide.decide, name="decide"),
    path("<uuid:pk>/readings/", readings.readings, name="readings"),
    path("<uuid:pk>/letter/", decide.letter, name="letter"),
    path("<uuid:pk>/answer/", decide.answer, name="answer"),
    path("<uuid:pk>/answer/<int:number>/", decide.given, name="given"),
    path("<uuid:pk>/view/", decide.view, name="view"),
]
