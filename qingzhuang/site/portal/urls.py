from django.urls import path

from qingzhuang.site.portal import views

app_name = "portal"
urlpatterns = [
    path("check/", views.check, name="check"),
    path("check/offline.html", views.offline, name="offline"),
    path("v/<str:code>", views.scanned, name="scanned"),
    path("trust.json", views.trust, name="trust"),
    path("apply/", views.communities, name="communities"),
    path("apply/<str:area>/", views.apply, name="apply"),
    path("follow/<str:ticket>/", views.follow, name="follow"),
    path("follow/<str:ticket>/only/", views.only, name="only"),
    path("follow/<str:ticket>/paper.pdf", views.fetch, name="fetch"),
]
