"""The tables of the ground floor, gathered for Django; each is defined in the room that it belongs to."""

from fourfold.ground.api.tables import RememberedAnswer
from fourfold.ground.files.tables import EvidenceFile, RefusedFile, ResumableUpload
from fourfold.ground.identity.tables import (
    ClaimedDomain,
    IdentityProvider,
    Passkey,
    ProviderAccount,
    ProviderFailure,
    RecoveryCode,
    SecondStep,
    SignInLink,
)
from fourfold.ground.jobs.tables import Job, JobInput, JobReport, Queued, Scheduled
from fourfold.ground.mail.tables import MailRefusal, OutboxMail
from fourfold.ground.organisations.tables import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    Succession,
)
from fourfold.ground.organisations.tenancy import Share
from fourfold.ground.people.tables import (
    Attempts,
    Membership,
    PasswordLink,
    Person,
    RequiredSecondStep,
    SignIn,
    Submission,
)
from fourfold.ground.people.token_table import AccessToken, RequestCount
from fourfold.ground.places.tables import Place
from fourfold.ground.privacy.tables import DisposalEntry, LegalHold, RetentionChoice, SubjectRequest
from fourfold.ground.successions.tables import Inheritance
from fourfold.ground.trail.tables import TrailEntry, TrailLink, TrailValue

__all__ = (
    "AccessToken",
    "Attempts",
    "ClaimedDomain",
    "DisposalEntry",
    "EvidenceFile",
    "IdentityProvider",
    "Inheritance",
    "Job",
    "JobInput",
    "JobReport",
    "LegalHold",
    "MailRefusal",
    "Membership",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationName",
    "OrganisationPlace",
    "OutboxMail",
    "Passkey",
    "PasswordLink",
    "Person",
    "Place",
    "ProviderAccount",
    "ProviderFailure",
    "Queued",
    "RecoveryCode",
    "RefusedFile",
    "RememberedAnswer",
    "RequestCount",
    "RequiredSecondStep",
    "ResumableUpload",
    "RetentionChoice",
    "Scheduled",
    "SecondStep",
    "Share",
    "SignIn",
    "SignInLink",
    "SubjectRequest",
    "Submission",
    "Succession",
    "TrailEntry",
    "TrailLink",
    "TrailValue",
)
