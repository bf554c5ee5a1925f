from fourfold.tracker.models.appointment import Appointment, AppointmentState
from fourfold.tracker.models.contact_event import ContactEvent, EventKind
from fourfold.tracker.models.frame import ContactListing, FrameContact, FrameOrganisation, Standing
from fourfold.tracker.models.frame_list import FrameList, FrameListState, WaitingList
from fourfold.tracker.models.instrument_version import InstrumentSignOff, InstrumentVersion, TakenFrom
from fourfold.tracker.models.interview import GivenAnswer, Interview, Mode, Purpose
from fourfold.tracker.models.mailing import Mailing
from fourfold.tracker.models.opt_out import FrameKey, OptedOutBy, OptOut
from fourfold.tracker.models.quota import Quota
from fourfold.tracker.models.settlement import Settlement
from fourfold.tracker.models.wave import Estimand, Wave, WaveState

__all__ = (
    "Appointment",
    "AppointmentState",
    "ContactEvent",
    "ContactListing",
    "Estimand",
    "EventKind",
    "FrameContact",
    "FrameKey",
    "FrameList",
    "FrameListState",
    "FrameOrganisation",
    "GivenAnswer",
    "InstrumentSignOff",
    "InstrumentVersion",
    "Interview",
    "Mailing",
    "Mode",
    "OptOut",
    "OptedOutBy",
    "Purpose",
    "Quota",
    "Settlement",
    "Standing",
    "TakenFrom",
    "WaitingList",
    "Wave",
    "WaveState",
)
