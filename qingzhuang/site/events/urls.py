from django.urls import path

from qingzhuang.site.events import views

app_name = "events"
urlpatterns = [
    path("<int:pk>/<slug:name>/", views.event, name="event"),
]
