from django.urls import path

from qingzhuang.site.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.figure, name="figure"),
    path("records/", views.records, name="records"),
]
