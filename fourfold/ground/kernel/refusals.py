"""The one error for what a person typed: its text is fit to print beside the field."""

from __future__ import annotations


class NotUnderstood(ValueError):
    """What was typed cannot be read as what was asked for. The message says what is wrong and what to write."""
