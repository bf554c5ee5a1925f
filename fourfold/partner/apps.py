from django.apps import AppConfig


class PartnerConfig(AppConfig):
    name = "fourfold.partner"
    label = "partner"
    verbose_name = "Partner"

    def ready(self) -> None:
        from fourfold.partner import handing_on, jobs, stairs
        from fourfold.partner.api import taking_many

        stairs.register()
        jobs.register()
        taking_many.connect()
        handing_on.register()
