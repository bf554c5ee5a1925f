from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "fourfold.hub"
    label = "hub"
    verbose_name = "Hub"
