from django.urls import path

from qingzhuang.site.ui import views

app_name = "ui"
urlpatterns = [path("", views.choose_language, name="language")]
