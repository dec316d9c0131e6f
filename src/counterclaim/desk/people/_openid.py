"""Signing in with an account elsewhere: OpenID Connect, the authorization code flow with PKCE."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counterclaim.desk.people._records import Started
from counterclaim.errors import LedgerError, SettingsError

#: Signatures that are accepted: of the provider's key pair, never of the shared secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
#: Seconds that somebody has to sign in at the provider, clocks may differ, and one of its answers may take.
PATIENCE_S, LEEWAY_S, TIMEOUT_S = 600, 60, 10
#: Sign-ins that are under way at once; the oldest is given up first.
MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    nonce: str
    verifier: str
    there: str
    ends: float


class Provider:
    """The OpenID provider whose accounts this desk knows, and the sign-ins that are under way there."""

    def __init__(
        self, *, issuer: str, client: str, secret: str, back: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`back` is the address of this desk to which the provider sends people back.

        Raises:
            SettingsError: something is missing, or the libraries are.
        """
        if not issuer.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise SettingsError(f"oidc_issuer: {issuer!r} does not begin with https://")
        if not client or not secret:
            raise SettingsError("oidc_issuer is set: set oidc_client, and COUNTERCLAIM_OIDC_SECRET, too")
        try:
            from authlib.integrations import httpx_client
        except ImportError as error:
            raise SettingsError("OpenID Connect needs more libraries: pip install 'counterclaim[oidc]'") from error
        self._library: Any = httpx_client
        self._issuer, self._client, self._secret, self._back = issuer.rstrip("/"), client, secret, back
        self._clock = clock
        self._under_way: OrderedDict[str, _Way] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, there: str) -> Started:
        """Where somebody signs in, and the state that their browser has to bring back. `there` is where they wanted to
        go.

        Raises:
            LedgerError: the provider cannot be asked.
        """
        with self._asking() as session:
            known = self._metadata(session)
            way = _Way(
                nonce=secrets.token_urlsafe(32),
                verifier=secrets.token_urlsafe(48),
                there=there,
                ends=self._clock() + PATIENCE_S,
            )
            address, state = session.create_authorization_url(
                known["authorization_endpoint"],
                state=secrets.token_urlsafe(32),
                nonce=way.nonce,
                code_verifier=way.verifier,
            )
        with self._lock:
            self._under_way[state] = way
            while len(self._under_way) > MOST:
                self._under_way.popitem(last=False)
        return Started(address=address, state=state)

    def finish(self, state: str, code: str) -> tuple[tuple[str, ...], str]:
        """Under which identities the provider vouches for who comes back, and where they wanted to go.

        Raises:
            LedgerError: nobody began this here, it took too long, or the provider's answer does not hold.
        """
        with self._lock:
            way = self._under_way.pop(state, None)
        if way is None or way.ends < self._clock():
            raise LedgerError("this sign-in was not begun here, or took too long: begin again")
        with self._asking() as session:
            known = self._metadata(session)
            token = session.fetch_token(
                known["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=way.verifier
            )
            claims = self._checked(session, known, token, way.nonce)
        identities = [str(claims["sub"])]
        if claims.get("email_verified") is True and isinstance(claims.get("email"), str):
            identities.append(claims["email"])
        return tuple(identities), way.there

    def _checked(self, session: Any, known: dict[str, Any], token: dict[str, Any], nonce: str) -> dict[str, Any]:
        """The claims of the identity token, once its signature, issuer, audience, time and nonce are found to hold."""
        from joserfc import jwt
        from joserfc.jwk import KeySet

        answer = session.request("GET", known["jwks_uri"], withhold_token=True).raise_for_status()
        keys = KeySet.import_key_set(answer.json())
        decoded = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": known["issuer"]},
            aud={"essential": True, "value": self._client},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        registry.validate(decoded.claims)
        if isinstance(decoded.claims["aud"], list) and decoded.claims.get("azp", self._client) != self._client:
            raise ValueError("the token was made for another desk")
        return dict(decoded.claims)

    def _metadata(self, session: Any) -> dict[str, Any]:
        address = f"{self._issuer}/.well-known/openid-configuration"
        known: dict[str, Any] = session.request("GET", address, withhold_token=True).raise_for_status().json()
        if str(known["issuer"]).rstrip("/") != self._issuer:
            raise ValueError(f"the provider calls itself {known['issuer']}")
        return known

    def _asking(self) -> "_Asking":
        return _Asking(
            self._library.OAuth2Client(
                self._client,
                self._secret,
                scope="openid email",
                redirect_uri=self._back,
                code_challenge_method="S256",
                trust_env=False,
                timeout=TIMEOUT_S,
            )
        )


class _Asking:
    """A session with the provider; whatever goes wrong in it is one error, whose cause is for the log."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def __enter__(self) -> Any:
        return self._session

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._session.close()
        if isinstance(error, Exception):
            raise LedgerError(f"signing in at the provider failed ({type(error).__name__}): try again later") from error
