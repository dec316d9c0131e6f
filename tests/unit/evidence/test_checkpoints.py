"""Signatures and time stamps of checkpoints, by keys and an authority of the tests."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from counterclaim.collect import Limits
from counterclaim.collect._http import post
from counterclaim.errors import FetchError, LedgerError
from counterclaim.evidence import check_stamp, is_signed, request_stamp, sign_checkpoint
from counterclaim.ledger import Checkpoint, format_checkpoint, parse_checkpoint

LOCAL = "127.0.0.1"
CHECKPOINT = Checkpoint(
    origin="counterclaim-ledger/0123", size=12, root="ab" * 32, time=datetime(2024, 5, 4, 8, 0, tzinfo=UTC)
)
NOTE = format_checkpoint(CHECKPOINT).encode()


def keys() -> tuple[bytes, bytes]:
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_a_signature_holds_for_its_key_and_its_checkpoint_alone() -> None:
    private, public = keys()
    _, other = keys()
    signed = parse_checkpoint(format_checkpoint(sign_checkpoint(CHECKPOINT, private)))
    assert is_signed(signed, public)
    assert not is_signed(signed, other)
    assert not is_signed(CHECKPOINT, public)
    for changed in (
        replace(signed, size=13),
        replace(signed, root="ba" * 32),
        replace(signed, origin="another"),
        replace(signed, time=signed.time + timedelta(microseconds=1)),
        replace(signed, signatures=tuple(line[:-4] + "AAA=" for line in signed.signatures)),
    ):
        assert not is_signed(changed, public)


def test_a_checkpoint_can_be_signed_by_several() -> None:
    (first, of_first), (second, of_second) = keys(), keys()
    signed = sign_checkpoint(sign_checkpoint(CHECKPOINT, first), second)
    assert is_signed(signed, of_first)
    assert is_signed(signed, of_second)


def test_what_is_no_key_of_the_kind_is_refused() -> None:
    rsa = generate_private_key(65537, 2048)
    pem = rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = rsa.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for wrong in (pem, b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"):
        with pytest.raises(LedgerError, match="key"):
            sign_checkpoint(CHECKPOINT, wrong)
    for wrong in (public, b"none"):
        with pytest.raises(LedgerError, match="key"):
            is_signed(CHECKPOINT, wrong)


CONFIGURATION = """
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamper]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = tsa1
[tsa1]
serial = {folder}/serial
signer_cert = {folder}/stamper.pem
signer_key = {folder}/stamper.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """A time-stamp authority on this machine: `openssl ts` behind a loopback server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "configuration").write_text(CONFIGURATION.format(folder=folder))
        (folder / "serial").write_text("01\n")
        for name, subject in (("root", "/CN=Root of the tests"), ("stamper", "/CN=Stamper of the tests")):
            self._openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", f"{name}.key")
            self._openssl("req", "-new", "-key", f"{name}.key", "-subj", subject, "-out", f"{name}.csr",
                          "-config", "configuration")  # fmt: skip
        more = ("-extfile", "configuration", "-days", "30")
        self._openssl("x509", "-req", "-in", "root.csr", "-signkey", "root.key", "-extensions", "authority",
                      "-out", "root.pem", *more)  # fmt: skip
        self._openssl("x509", "-req", "-in", "stamper.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
                      "-extensions", "stamper", "-out", "stamper.pem", *more)  # fmt: skip
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/timestamp-query"
                body = authority.reply(request)
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer((LOCAL, 0), Handler)
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def reply(self, request: bytes) -> bytes:
        (self.folder / "query").write_bytes(request)
        self._openssl("ts", "-reply", "-queryfile", "query", "-config", "configuration", "-out", "reply")
        return (self.folder / "reply").read_bytes()

    def ask(self, request: bytes) -> bytes:
        address = f"http://tsa.example.com:{self.http.server_address[1]}/"
        return post(
            address, request, "application/timestamp-query", Limits(), resolve=lambda *_: [LOCAL], exempt=[LOCAL]
        )

    @property
    def root(self) -> bytes:
        return (self.folder / "root.pem").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl plays the authority, and is not installed")
    made = Authority(tmp_path_factory.mktemp("authority"))
    yield made
    made.http.shutdown()
    made.http.server_close()


def test_a_stamp_says_when_the_authority_saw_the_checkpoint(authority: Authority) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    stamp = request_stamp(NOTE, authority.ask)
    moment = check_stamp(NOTE, stamp, [authority.root])
    assert before <= moment.replace(tzinfo=moment.tzinfo or UTC) <= datetime.now(UTC) + timedelta(seconds=2)


def test_a_stamp_can_be_checked_without_us(authority: Authority) -> None:
    """With openssl, on the checkpoint's file as it is."""
    (authority.folder / "checkpoint").write_bytes(NOTE)
    (authority.folder / "stamp").write_bytes(request_stamp(NOTE, authority.ask))
    authority._openssl("ts", "-verify", "-data", "checkpoint", "-in", "stamp", "-CAfile", "root.pem")


def test_a_stamp_of_something_else_or_by_somebody_else_does_not_hold(
    authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stamp = request_stamp(NOTE, authority.ask)
    stranger = Authority(tmp_path_factory.mktemp("stranger"))
    stranger.http.shutdown()
    stranger.http.server_close()
    damaged = stamp[:-40] + bytes([stamp[-40] ^ 1]) + stamp[-39:]
    for note, answer, roots in (
        (NOTE + b"x", stamp, [authority.root]),
        (NOTE, stamp, [stranger.root]),
        (NOTE, stamp, []),
        (NOTE, damaged, [authority.root]),
        (NOTE, b"", [authority.root]),
        (NOTE, stamp, [b"no certificate"]),
    ):
        with pytest.raises(LedgerError, match="stamp"):
            check_stamp(note, answer, roots)


def test_an_answer_to_another_question_is_refused(authority: Authority) -> None:
    earlier = request_stamp(NOTE, authority.ask)
    for answer in (earlier, b"<html>", b""):
        with pytest.raises(LedgerError, match=r"stamp|another request"):
            request_stamp(NOTE, lambda _, answer=answer: answer)  # type: ignore[misc]


def test_nothing_is_sent_to_addresses_that_are_not_public() -> None:
    with pytest.raises(FetchError, match="only public addresses"):
        post("http://tsa.example.com/", b"x", "application/timestamp-query", Limits(), resolve=lambda *_: ["10.0.0.1"])
