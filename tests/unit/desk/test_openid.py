"""Signing in with an account elsewhere, at a provider that this test plays."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from counterclaim.desk import make_access, make_desk
from counterclaim.desk.people import People, Role, people_file
from counterclaim.errors import SettingsError
from counterclaim.settings import Settings

URL = "https://desk.example"
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})


class FakeProvider:
    """An OpenID provider that lets everybody in. `claims` are put over what its tokens say; `key` signs them."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.key = KEY
        self.asked: dict[str, str] = {}
        self.address = ""

    def answer(self, path: str, form: dict[str, str]) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
            }
        if path == "/keys":
            return {"keys": [KEY.as_dict(private=False)]}
        if path != "/token" or form.get("code") != "the-code":
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode()
        assert challenge.rstrip("=") == self.asked["code_challenge"], "PKCE"
        claims = {
            "iss": self.address,
            "aud": "desk",
            "sub": "subject-1",
            "email": "rob@desk.example",
            "email_verified": True,
            "nonce": self.asked["nonce"],
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            **self.claims,
        }
        token = jwt.encode({"alg": "RS256", "kid": "1"}, {k: v for k, v in claims.items() if v is not None}, self.key)
        return {"access_token": "unused", "token_type": "Bearer", "id_token": token}


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    played = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            words = self.rfile.read(int(self.headers["content-length"])).decode()
            self._answer({name: values[0] for name, values in parse_qs(words).items()})

        def _answer(self, form: dict[str, str]) -> None:
            found = played.answer(urlsplit(self.path).path, form)
            body = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    played.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield played
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(ledger_path: Path, provider: FakeProvider) -> Iterator[TestClient]:
    People(people_file(ledger_path)).add("Rob Reviewer", Role.REVIEWER, identity="rob@desk.example")
    settings = Settings(
        ledger=ledger_path, url=URL, oidc_issuer=provider.address, oidc_client="desk", oidc_secret="secret"
    )
    desk = make_desk(settings, access=make_access(settings, host="0.0.0.0"))
    with TestClient(desk, base_url=URL, follow_redirects=False) as client:
        yield client


def begin(client: TestClient, provider: FakeProvider, there: str = "/stories") -> str:
    """Goes to the provider; returns the state to come back with."""
    answer = client.get("/sign-in/oidc", params={"next": there})
    assert answer.status_code == 303, answer.text
    address = urlsplit(answer.headers["location"])
    assert f"{address.scheme}://{address.netloc}" == provider.address
    provider.asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert provider.asked["redirect_uri"] == f"{URL}/sign-in/oidc/back"
    assert provider.asked["code_challenge_method"] == "S256"
    return provider.asked["state"]


def come_back(client: TestClient, state: str, code: str = "the-code") -> Any:
    return client.get("/sign-in/oidc/back", params={"state": state, "code": code})


def test_whom_the_provider_knows_and_the_desk_let_in_comes_in(client: TestClient, provider: FakeProvider) -> None:
    state = begin(client, provider)
    answer = come_back(client, state)
    assert (answer.status_code, answer.headers["location"]) == (303, "/stories")
    assert client.get("/stories").status_code == 200


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"aud": "another"}, 503),
        ({"aud": ["desk", "another"], "azp": "another"}, 503),
        ({"iss": "https://other.example"}, 503),
        ({"nonce": "of another sign-in"}, 503),
        ({"nonce": None}, 503),
        ({"exp": 1}, 503),
        ({"exp": None}, 503),
        ({"sub": None}, 503),
        ({"email_verified": False}, 403),
        ({"email_verified": "true"}, 403),
        ({"email": "stranger@desk.example"}, 403),
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(
    client: TestClient, provider: FakeProvider, claims: dict[str, Any], status: int
) -> None:
    provider.claims = claims
    assert come_back(client, begin(client, provider)).status_code == status
    assert client.get("/stories").status_code == 303


def test_a_token_that_others_signed_lets_nobody_in(client: TestClient, provider: FakeProvider) -> None:
    provider.key = OTHER_KEY
    assert come_back(client, begin(client, provider)).status_code == 503
    assert client.get("/stories").status_code == 303


def test_a_sign_in_is_of_one_browser_and_one_time(client: TestClient, provider: FakeProvider) -> None:
    """Nobody is signed in as somebody else by a link, and no answer counts twice."""
    state = begin(client, provider)
    cookie = client.cookies["counterclaim-start"]
    client.cookies.clear()
    assert come_back(client, state).status_code == 403
    assert come_back(client, "another").status_code == 403
    assert come_back(client, "").status_code == 403
    client.cookies["counterclaim-start"] = cookie
    assert come_back(client, state).status_code == 303
    client.cookies["counterclaim-start"] = cookie
    assert come_back(client, state).status_code in (403, 409)


def test_a_provider_that_cannot_be_asked_is_said_to_be_that(ledger_path: Path) -> None:
    People(people_file(ledger_path)).add("Rob", Role.READER, identity="x")
    settings = Settings(
        ledger=ledger_path, url=URL, oidc_issuer="http://127.0.0.1:9", oidc_client="desk", oidc_secret="secret"
    )
    desk = make_desk(settings, access=make_access(settings, host="0.0.0.0"))
    with TestClient(desk, base_url=URL, follow_redirects=False) as client:
        assert client.get("/sign-in/oidc").status_code == 503


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"oidc_issuer": "http://login.example"}, "https"),
        ({"oidc_issuer": "https://login.example"}, "oidc_client"),
        ({"oidc_issuer": "https://login.example", "oidc_client": "desk"}, "COUNTERCLAIM_OIDC_SECRET"),
    ],
)
def test_what_is_missing_is_said(ledger_path: Path, given: dict[str, str], words: str) -> None:
    People(people_file(ledger_path)).add("Rob", Role.READER, identity="x")
    with pytest.raises(SettingsError, match=words):
        make_access(Settings(ledger=ledger_path, url=URL, **given), host="0.0.0.0")  # type: ignore[arg-type]
