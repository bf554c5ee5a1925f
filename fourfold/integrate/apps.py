from django.apps import AppConfig


class IntegrateConfig(AppConfig):
    name = "fourfold.integrate"
    label = "integrate"
    verbose_name = "Integrate"
