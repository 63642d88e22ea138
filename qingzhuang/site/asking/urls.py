from django.urls import path

from qingzhuang.site.asking import views

app_name = "asking"
urlpatterns = [path("", views.page, name="page"), path("keep/", views.keep, name="keep")]
