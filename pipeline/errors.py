"""What can go wrong, told so that the user knows what to do."""


class UserError(Exception):
    """A mistake the user can mend; its text says how. The program ends with status 2."""
