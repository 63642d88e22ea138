from django.urls import path

from qingzhuang.site.demo import views

app_name = "demo"
urlpatterns = [path("use/", views.use, name="use")]
