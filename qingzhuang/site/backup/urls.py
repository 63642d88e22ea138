from django.urls import path

from qingzhuang.site.backup import views

app_name = "backup"
urlpatterns = [path("", views.backups, name="backups")]
