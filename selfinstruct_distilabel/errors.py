"""The errors a user can mend. Their message is one sentence: what is wrong, where, and the way out."""

__all__ = ["InputError", "SelfInstructError"]


class SelfInstructError(Exception):
    """Base of all errors that this package raises for its users; the command line prints the message alone."""

    exit_code = 1


class InputError(SelfInstructError, ValueError):
    """Something the user gave (file, option, parameter) cannot be used; ends the command with exit code 2."""

    exit_code = 2
