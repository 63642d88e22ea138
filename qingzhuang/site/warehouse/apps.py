from django.apps import AppConfig


class WarehouseConfig(AppConfig):
    name = "qingzhuang.site.warehouse"
    label = "warehouse"
