from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "qingzhuang.site.kit"
    label = "kit"
