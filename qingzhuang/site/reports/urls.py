from django.urls import path

from qingzhuang.site.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.history, name="history"),
    path("bring/", views.bring, name="bring"),
    path("<uuid:pk>/", views.review, name="review"),
    path("<uuid:pk>/blanks/<int:number>/", views.blank, name="blank"),
    path("<uuid:pk>/blanks/<int:number>/meanings/", views.meanings, name="meanings"),
    path("<uuid:pk>/blanks/<int:number>/records/", views.records, name="records"),
    path("<uuid:pk>/blanks/<int:number>/versions/", views.versions, name="versions"),
    path("<uuid:pk>/decide/", views.decide, name="decide"),
    path("<uuid:pk>/tables/<int:table>/who/", views.who, name="who"),
    path("<uuid:pk>/tables/<int:table>/populations/", views.populations, name="populations"),
    path("<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("<uuid:pk>/list/", views.as_list, name="list"),
    path("<uuid:pk>/scope/", views.scope, name="scope"),
    path("<uuid:pk>/subjects/", views.subjects, name="subjects"),
    path("<uuid:pk>/fill/", views.fill, name="fill"),
    path("<uuid:pk>/filled/<int:number>/", views.download, name="download"),
    path("<uuid:pk>/original/", views.original, name="original"),
    path("<uuid:pk>/explain.<str:kind>", views.explain, name="explain"),
    path("<uuid:pk>/about/", views.about, name="about"),
    path("<uuid:pk>/lessons/<int:number>/forget/", views.forget, name="forget"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
]
