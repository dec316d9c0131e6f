"""Form tokens: each form carries one that only who has the session can make, so that no other page can send it.

It differs from page to page, so that the size of a compressed page tells nothing of it.
"""

import hashlib
import hmac
import secrets

from fastapi import Request

from counterclaim.desk._refusals import refuse

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: The header in which scripts of this desk send the form token.
HEADER = "x-form-token"


def make_form_token(request: Request) -> str:
    salt = secrets.token_hex(8)
    return salt + _signed(request, salt)


def check_form_token(request: Request, token: str) -> None:
    """Refuses a form that was not made for who sends it."""
    salt, given = token[:16], token[16:]
    if not hmac.compare_digest(given.encode(), _signed(request, salt).encode()):
        raise refuse(403, "this form is not of this session, or too old: load its page again")


def _signed(request: Request, salt: str) -> str:
    return hmac.new(str(request.state.form_key).encode(), salt.encode(), hashlib.sha256).hexdigest()


async def check_form(request: Request) -> None:
    """Checks the token of whatever changes something; a dependency of every page."""
    if request.method in SAFE:
        return
    token = request.headers.get(HEADER)
    if token is None:
        sent = (await request.form()).get("form_token")
        token = sent if isinstance(sent, str) else ""
    check_form_token(request, token)
