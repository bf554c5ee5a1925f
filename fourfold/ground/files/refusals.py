"""The one error of this room: its sentence is fit to print beside the field in which the file was chosen."""

from __future__ import annotations


class NotAccepted(Exception):
    """The file cannot be taken. The sentence says what is wrong, where in the file, and what to do."""
