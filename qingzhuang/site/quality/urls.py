from django.urls import path

from qingzhuang.site.quality.views import fields, questions, troubles

app_name = "quality"
urlpatterns = [
    path("", troubles.index, name="troubles"),
    path("questions/", questions.index, name="questions"),
    path("questions/<int:pk>/", questions.answer, name="answer"),
    path("mend/", troubles.mend, name="mend"),
    path("of/<str:kind>/", troubles.kind, name="kind"),
    path("fields/", fields.index, name="fields"),
    path("fields/new/", fields.new, name="new_field"),
    path("fields/<str:name>/", fields.one, name="field"),
    path("fields/<str:name>/retire/", fields.retire, name="retire_field"),
]
