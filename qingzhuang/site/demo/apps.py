from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "qingzhuang.site.demo"
    label = "site_demo"
