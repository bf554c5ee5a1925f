from django.apps import AppConfig


class DefineConfig(AppConfig):
    name = "fourfold.define"
    label = "define"
    verbose_name = "Define"

    def ready(self) -> None:
        from fourfold.define import handing_on, handover, jobs, stairs

        stairs.register()
        jobs.register()
        handing_on.register()
        handover.register()
