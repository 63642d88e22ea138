from django.urls import path

from qingzhuang.site.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("post/", views.choose_post, name="choose_post"),
]
