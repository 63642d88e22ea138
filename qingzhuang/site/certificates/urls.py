from django.urls import path, re_path

from qingzhuang.site.certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("for/<int:pk>/<slug:what>/", views.new_for, name="new_for"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/do/", views.act, name="act"),
    path("<int:pk>/paper.pdf", views.paper, name="paper"),
    path("<int:pk>/slip/", views.slip, name="slip"),
    path("<int:pk>/only/", views.only, name="only"),
    path("<int:pk>/void/", views.void, name="void"),
    path("register/", views.register, name="register"),
    re_path(r"^register/register\.(?P<suffix>csv|xlsx)$", views.export, name="export"),
    path("askers/", views.askers, name="askers"),
    re_path(r"^askers/askers\.(?P<suffix>csv|xlsx)$", views.export_askers, name="export_askers"),
    path("of/<int:pk>/", views.papers, name="papers"),
    path("many/", views.many, name="many"),
    path("many/list-<slug:what>.xlsx", views.empty_list, name="empty_list"),
    path("many/<int:pk>/", views.batch, name="batch"),
    path("many/<int:pk>/papers.zip", views.batch_file, name="batch_file"),
    path("kinds/", views.kinds, name="kinds"),
    path("kinds/new/", views.draw, name="draw"),
    path("kinds/<int:pk>/", views.kind, name="kind"),
]
