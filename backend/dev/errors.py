"""The one error of the launcher."""


class DevError(Exception):
    """Something the user can understand and put right; its text is shown as it is, without a traceback."""
