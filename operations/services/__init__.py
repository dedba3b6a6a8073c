"""What an operator asks of the site: is it well, do what is due, who may come in."""

from operations.services.due import wake_everything
from operations.services.greeting import greeting
from operations.services.readiness import Readiness, readiness, register

__all__ = ["Readiness", "greeting", "readiness", "register", "wake_everything"]
