from django.urls import path

from qingzhuang.site.accounts.views import areas, first, outside, own, people, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", sign_in.second_factor, name="second_factor"),
    path("sign-in/elsewhere/", outside.begin, name="outside"),
    path("sign-in/elsewhere/back/", outside.come_back, name="outside_back"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("post/", sign_in.choose_post, name="choose_post"),
    path("set-up/", first.set_up, name="first"),
    path("me/", own.me, name="me"),
    path("me/password/", own.password, name="password"),
    path("me/second-factor/", own.add_second_factor, name="add_second_factor"),
    path("me/second-factor/change/", own.change_second_factor, name="change_second_factor"),
    path("me/sessions/end/", own.end_sessions, name="end_my_sessions"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/password/", people.reset_password, name="reset_password"),
    path("people/<int:pk>/close/", people.close, name="close_account"),
    path("people/<int:pk>/reopen/", people.reopen, name="reopen_account"),
    path("people/<int:pk>/sessions/end/", people.end_sessions, name="end_sessions"),
    path("people/<int:pk>/second-factor/remove/", people.remove_second_factor, name="remove_second_factor"),
    path("people/<int:pk>/shred/", people.shred, name="shred_name"),
    path("people/<int:pk>/link/", people.link, name="link_subject"),
    path("people/posts/<int:pk>/end/", people.end_post, name="end_post"),
    path("areas/", areas.areas, name="areas"),
    path("areas/<str:code>/", areas.areas, name="area"),
    path("areas/<str:code>/rename/", areas.rename, name="rename_area"),
]
