"""From the command line to an outsider: checkpoints, proofs, evidence."""

import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.e2e.conftest import Run

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_proof.py"


def script(*files: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", str(SCRIPT), *files], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_ledger_is_checked_whole_and_says_what_it_cannot_prove(filled: Run) -> None:
    """Log, contents, tables and texts of the sample; without a checkpoint it is consistency and no more."""
    result = filled("ledger", "verify")
    assert result.exit_code == 0, result.stderr
    assert "consistency only" in result.stdout
    assert result.stderr == ""


def test_a_checkpoint_kept_elsewhere_finds_what_was_rewritten(filled: Run) -> None:
    assert filled("ledger", "checkpoint", "-o", "kept.txt").exit_code == 0
    good = filled("ledger", "verify", "--quick", "--checkpoint", "kept.txt")
    assert good.exit_code == 0
    assert "those of the checkpoint; 1 came later" in good.stdout
    raw = sqlite3.connect("counterclaim.db")
    with raw:
        raw.execute("DROP TRIGGER entries_no_delete")
        raw.execute("DELETE FROM entries WHERE seq >= (SELECT max(seq) - 1 FROM entries)")
    raw.close()
    bad = filled("ledger", "verify", "--quick", "--checkpoint", "kept.txt")
    assert bad.exit_code == 1
    assert "the rest was removed" in bad.stderr
    assert "faults in" in bad.stderr


def test_an_outsider_is_given_proofs(filled: Run) -> None:
    filled("ledger", "checkpoint", "-o", "old.txt")
    rows = json.loads(filled("claims", "--format", "json").stdout)
    filled("ledger", "prove", "inclusion", rows[0]["id"], "--checkpoint", "old.txt", "--contents", "-o", "proof.json")
    status, words = script("proof.json", "old.txt")
    assert status == 0, words
    assert ": reading " in words
    Path("more.txt").write_text("Council speaks\n\nThe Orsk council said that the bridge was open on Friday.\n")
    assert filled("add", "more.txt", "--profile", "rules").exit_code == 0
    filled("ledger", "checkpoint", "-o", "new.txt")
    assert filled("ledger", "prove", "consistency", "old.txt", "new.txt", "-o", "grown.json").exit_code == 0
    assert script("grown.json", "old.txt", "new.txt")[0] == 0
    assert script("grown.json", "new.txt", "old.txt")[0] == 1


def test_a_signature_is_required_where_a_key_is_given(filled: Run) -> None:
    key = Ed25519PrivateKey.generate()
    Path("key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    Path("public.pem").write_bytes(public)
    filled("ledger", "checkpoint", "-o", "bare.txt")
    assert filled("ledger", "checkpoint", "--key", "key.pem", "-o", "signed.txt").exit_code == 0
    check = ("ledger", "verify", "--quick", "--public-key", "public.pem", "--checkpoint")
    assert filled(*check, "signed.txt").exit_code == 0
    bare = filled(*check, "bare.txt")
    assert bare.exit_code == 1
    assert "not signed by the key" in bare.stderr
    unasked = filled("ledger", "verify", "--quick", "--checkpoint", "signed.txt")
    assert "not checked: the signature of signed.txt" in unasked.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verify", "--checkpoint", "note.txt"), "no checkpoint"),
        (("verify", "--quick", "--checkpoint", "kept.txt", "--tsa-root", "note.txt"), "no time stamp"),
        (("checkpoint", "-o", "note.txt"), "exists"),
        (("checkpoint", "--tsa", "https://tsa.example.com"), "--out"),
        (("checkpoint", "--key", "note.txt"), "private key"),
        (("prove", "inclusion", "999999"), "no entry"),
        (("prove", "consistency", "5", "2"), "older first"),
    ],
)
def test_what_cannot_be_done_is_said(filled: Run, arguments: tuple[str, ...], words: str) -> None:
    Path("note.txt").write_text("shopping: bread\n")
    filled("ledger", "checkpoint", "-o", "kept.txt")
    result = filled("ledger", *arguments)
    assert result.exit_code == 1
    assert words in f"{result.stderr} {result.exception}"


def test_without_a_checkpoint_nothing_is_proven(filled: Run) -> None:
    result = filled("ledger", "prove", "inclusion", "1")
    assert "make one with `counterclaim ledger checkpoint`" in str(result.exception)


def test_the_log_is_listed(filled: Run) -> None:
    lines = filled("ledger", "log").stdout.splitlines()
    assert lines[0].split("\t")[::2][:2] == ["1", "capture"]
    rows = [
        json.loads(line) for line in filled("ledger", "log", "--format", "json", "--after", "2").stdout.splitlines()
    ]
    assert (rows[0]["seq"], len(rows)) == (3, len(lines) - 2)


def test_captures_are_exported_for_players_and_readers(filled: Run) -> None:
    filled("ledger", "checkpoint")
    assert filled("export", "wacz", "all.wacz").exit_code == 0
    with zipfile.ZipFile("all.wacz") as archive:
        pages = archive.read("pages/pages.jsonl").decode().splitlines()
        assert "provenance/checkpoint.txt" in archive.namelist()
    revisions = json.loads(filled("ledger", "stats", "--format", "json").stdout)["revisions"]
    assert len(pages) == revisions + 1
    one = json.loads(pages[1])["id"]
    result = filled("export", "warc", "one.warc.gz", one)
    assert result.exit_code == 0
    assert "1 records" in result.stderr
    for again in (("wacz", "all.wacz"), ("warc", "one.warc.gz"), ("wacz", "all.zip"), ("warc", "one.warc")):
        assert filled("export", *again).exit_code == 1
