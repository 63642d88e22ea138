from django.urls import path

from qingzhuang.site.events import views

app_name = "events"
urlpatterns = [
    path("due/", views.due, name="due"),
    path("due/<int:pk>/", views.answer, name="answer"),
    path("<int:pk>/<slug:name>/", views.event, name="event"),
]
