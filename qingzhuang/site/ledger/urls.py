from django.urls import path

from qingzhuang.site.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.find, name="find"),
    path("add/", views.add, name="add"),
    path("facilities/", views.facilities, name="facilities"),
    path("facilities/add/", views.add, {"entity": "facility"}, name="add_facility"),
    path("differences/", views.conflicts, name="conflicts"),
    path("time-over/", views.time_over, name="time_over"),
    path("statements/<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/reveal/", views.reveal, name="reveal"),
    path("<int:pk>/history/", views.history, name="history"),
    path("<int:pk>/looks/", views.looks, name="looks"),
    path("<int:pk>/take-out/", views.take_out, name="take_out"),
    path("<int:pk>/add/", views.add_fact, name="add_fact"),
    path("<int:pk>/facts/<str:name>/", views.fact, name="fact"),
    path("<int:pk>/facts/<str:name>/confirm/", views.confirm, name="confirm"),
]
