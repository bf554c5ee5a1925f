from fourfold.tracker.models.frame import ContactListing, FrameContact, FrameOrganisation, Standing
from fourfold.tracker.models.frame_list import FrameList, FrameListState, WaitingList
from fourfold.tracker.models.instrument_version import InstrumentSignOff, InstrumentVersion, TakenFrom
from fourfold.tracker.models.opt_out import FrameKey, OptedOutBy, OptOut
from fourfold.tracker.models.wave import Estimand, Wave, WaveState

__all__ = (
    "ContactListing",
    "Estimand",
    "FrameContact",
    "FrameKey",
    "FrameList",
    "FrameListState",
    "FrameOrganisation",
    "InstrumentSignOff",
    "InstrumentVersion",
    "OptOut",
    "OptedOutBy",
    "Standing",
    "TakenFrom",
    "WaitingList",
    "Wave",
    "WaveState",
)
