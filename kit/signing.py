"""Signed links: bound to one purpose and one value; they sign nobody in and reveal no address."""

from django.core import signing

TOKEN_LENGTH = 300


def sign(purpose: str, value: str) -> str:
    """A token for `value`, good for `purpose` alone; it does not expire (an unsubscribe link works for years)."""
    return signing.Signer(salt=f"learnsocial.{purpose}").sign_object(value)


def unsign(purpose: str, token: str) -> str | None:
    """The value signed for `purpose`, or None when the token is forged, damaged or for something else."""
    if len(token) > TOKEN_LENGTH:
        return None
    try:
        value = signing.Signer(salt=f"learnsocial.{purpose}").unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    return value if isinstance(value, str) else None
