from django.urls import path

from qingzhuang.site.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.history, name="history"),
    path("bring/", views.bring, name="bring"),
    path("<uuid:pk>/", views.run, name="run"),
    path("<uuid:pk>/progress/", views.progress, name="progress"),
    path("<uuid:pk>/decide/", views.decide, name="decide"),
    path("<uuid:pk>/tables/<int:table>/columns/<int:place>/", views.column, name="column"),
    path("<uuid:pk>/rows/", views.rows, name="rows"),
    path("<uuid:pk>/who/", views.who, name="who"),
    path("<uuid:pk>/day/", views.day, name="day"),
    path("<uuid:pk>/take-over/", views.take_over, name="take_over"),
    path("<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("<uuid:pk>/again/", views.again, name="again"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
    path("<uuid:pk>/report.<str:kind>", views.report, name="report"),
    path("<uuid:pk>/original/", views.original, name="original"),
]
