"""The part of a specification that tells of the fieldwork, for the technical report."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[str, Field(min_length=1)]
Whole = Annotated[int, Field(ge=0)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OutcomesPart(Part):
    """How many contacts or organisations ended in each of the standard outcomes."""

    complete: Whole = 0
    partial: Whole = 0
    refused: Whole = 0
    not_reached: Whole = 0
    other: Annotated[Whole, Field(description="Eligible, and no interview for another reason.")] = 0
    unknown_if_there: Annotated[Whole, Field(description="Not known whether the address is anyone's.")] = 0
    unknown_other: Annotated[Whole, Field(description="Not known whether eligible for another reason.")] = 0
    not_eligible: Whole = 0


class WavePart(Part):
    """What the technical report tells of the fieldwork."""

    client: Words
    fieldwork_by: Words
    first_day: date
    last_day: date
    mode: Annotated[Words, Field(description="How people answered: by telephone, online.")]
    questionnaire: Annotated[Words, Field(description="The version of the questionnaire.")]
    frame: Annotated[Words, Field(description="What people were drawn from.")]
    selection: Annotated[Words, Field(description="How they were drawn.")]
    frame_by_stratum: Annotated[
        dict[Words, Annotated[int, Field(gt=0)]], Field(description="By stratum.")
    ] = {}
    organisations: OutcomesPart | None = None
    contacts: OutcomesPart | None = None
    back_checks: str = ""
    incentives: str = ""
