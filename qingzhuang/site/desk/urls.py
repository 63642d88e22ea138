from django.urls import path

from qingzhuang.site.desk import views

app_name = "desk"
urlpatterns = [path("", views.home, name="home")]
