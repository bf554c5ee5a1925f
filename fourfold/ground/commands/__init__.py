"""The ground floor's part of the command line, and what all parts share."""


class CommandRefused(Exception):
    """What was asked cannot be done; the sentence goes to standard error and the exit code is 2."""
