from django.urls import path

from qingzhuang.site.definitions import views

app_name = "definitions"
urlpatterns = [
    path("", views.index, name="index"),
    path("compare/", views.compare, name="compare"),
    path("choose/", views.choose, name="choose"),
]
