from django.urls import path

from qingzhuang.site.publishing import views

app_name = "publishing"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("<int:pk>/", views.notice, name="notice"),
    path("<int:pk>/copy/", views.copy, name="copy"),
    path("<int:pk>/down/", views.take_down, name="take_down"),
]
