class MailError(Exception):
    """A mail was not handed over, or nobody knows."""


class Refused(MailError):
    """The server never takes this mail. `at` is the step (mail, rcpt, data, dot); only rcpt speaks of the address."""

    def __init__(self, reason: str, at: str) -> None:
        super().__init__(reason)
        self.at = at


class TryLater(MailError):
    """The server certainly has not taken it; another try may work."""


class Unreachable(TryLater):
    """There is no server to talk to, so the next mail will not fare better."""


class InDoubt(MailError):
    """The body went out and no answer came back: sending again might send twice."""


class TooBig(MailError):
    """The mail is longer than the queue takes."""
