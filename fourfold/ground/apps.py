from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "fourfold.ground"
    label = "ground"
    verbose_name = "Ground"

    def ready(self) -> None:
        from fourfold.ground.api import housekeeping as api_housekeeping
        from fourfold.ground.identity import housekeeping as identity_housekeeping
        from fourfold.ground.identity import telling
        from fourfold.ground.identity.actions import beginning, delegations, invitations, link_sign_in
        from fourfold.ground.jobs import housekeeping
        from fourfold.ground.mail import housekeeping as mail_housekeeping
        from fourfold.ground.mail import sending
        from fourfold.ground.operation import housekeeping as operation_housekeeping
        from fourfold.ground.privacy import following
        from fourfold.ground.privacy import housekeeping as privacy_housekeeping
        from fourfold.ground.trail import installation

        installation.connect()
        housekeeping.connect()
        sending.connect()
        mail_housekeeping.connect()
        api_housekeeping.connect()
        telling.connect()
        invitations.connect()
        delegations.connect()
        link_sign_in.connect()
        beginning.connect()
        identity_housekeeping.connect()
        privacy_housekeeping.connect()
        following.connect()
        operation_housekeeping.connect()
