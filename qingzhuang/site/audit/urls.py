from django.urls import path

from qingzhuang.site.audit import views

app_name = "audit"
urlpatterns = [path("", views.log, name="log"), path("export/", views.export, name="export")]
