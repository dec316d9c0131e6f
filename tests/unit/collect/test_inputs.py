"""Inputs: one item a report, errors as values, the rest goes on."""

import io
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counterclaim.collect import Fetched, Limits, open_inputs
from counterclaim.errors import FetchError, InputError, ItemError
from counterclaim.records.revisions import Capture

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PAGE = b"<!doctype html><html><body><p>The bridge is shut.</p></body></html>"


def no_network(address: str, limits: Limits) -> Fetched:
    raise AssertionError(f"nothing should have been fetched, but {address} was")


def collect(
    *inputs: str | Path,
    stdin: bytes | None = None,
    limits: Limits | None = None,
    fetch_page: Callable[[str, Limits], Fetched] = no_network,
) -> list[Capture | ItemError]:
    return list(
        open_inputs(
            [str(one) for one in inputs],
            limits=limits or Limits(),
            stdin=io.BytesIO(stdin) if stdin is not None else None,
            clock=lambda: NOW,
            fetch_page=fetch_page,
        )
    )


def captured(*inputs: str | Path, stdin: bytes | None = None) -> list[Capture]:
    items = collect(*inputs, stdin=stdin)
    assert all(isinstance(item, Capture) for item in items), items
    return [item for item in items if isinstance(item, Capture)]


def failed(*inputs: str | Path, stdin: bytes | None = None, limits: Limits | None = None) -> ItemError:
    (item,) = collect(*inputs, stdin=stdin, limits=limits)
    assert isinstance(item, ItemError)
    assert "\n" not in str(item)
    return item


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.txt", b"The bridge is shut.", "text/plain"),
        ("a.md", b"# Bridge\n", "text/plain"),
        ("a.html", b"<p>The bridge is shut.", "text/html"),
        ("a.HTM", b"<p>The bridge is shut.", "text/html"),
        ("a.xhtml", PAGE, "text/html"),
        ("noending", b"The bridge is shut.", "text/plain"),
        ("noending", b"\xef\xbb\xbf \n<!-- saved --><HTML lang=en>", "text/html"),
        ("page.aspx", PAGE, "text/html"),
    ],
)
def test_a_file_becomes_a_capture(tmp_path: Path, name: str, body: bytes, media_type: str) -> None:
    """Exact bytes, the file's address, the kind by ending or by its first bytes."""
    path = tmp_path / name
    path.write_bytes(body)
    (capture,) = captured(path)
    assert capture.body == body
    assert capture.media_type == media_type
    assert capture.address == path.as_uri()
    assert capture.captured_at == NOW


def test_the_same_bytes_are_the_same_capture(tmp_path: Path) -> None:
    """The id depends on address and bytes, not on the clock."""
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("one")
    first, again, other = captured(tmp_path / "a.txt", tmp_path / "a.txt", tmp_path / "b.txt")
    assert first.id == again.id != other.id


def test_one_failure_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Items come in the order of the inputs, errors among them."""
    (tmp_path / "a.txt").write_text("one")
    items = collect(tmp_path / "missing.txt", tmp_path / "a.txt", "http:///x", "", "-", stdin=b"two")
    assert [type(item) for item in items] == [InputError, Capture, FetchError, InputError, Capture]
    assert "no such file" in str(items[0])
    assert "no host" in str(items[2])


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000])
def test_impossible_names_are_errors(name: str) -> None:
    """What the system refuses is one failed item."""
    assert isinstance(failed(name), InputError)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    """50 MB are never read whole."""
    path = tmp_path / "big.html"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 20,000,000 bytes" in str(failed(path))
    assert "larger than 10 bytes" in str(failed("-", stdin=b"x" * 11, limits=Limits(max_bytes=10)))


def test_a_folder_is_searched_in_order(tmp_path: Path) -> None:
    """Reports of known kinds to any depth, sorted; hidden and other files left alone."""
    for name in (
        "b/2.txt",
        "a/1.html",
        "c.jsonl",
        ".hidden/x.txt",
        "a/.x.txt",
        "a/style.css",
        "b/photo.jpg",
        "README.md",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"text": "The bridge is shut."}' if name.endswith("jsonl") else "words")
    names = [capture.address.rsplit("/in/", 1)[1] for capture in captured(tmp_path / "in")]
    assert names == ["a/1.html", "b/2.txt", "c.jsonl#L1"]


def test_links_that_lead_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    """Nor is a loop of folders."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (inside / "a.txt").write_text("one")
    (inside / "b.txt").symlink_to(inside / "a.txt")
    (inside / "leak.txt").symlink_to(outside / "secret.txt")
    (inside / "leaks").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    bodies = [capture.body for capture in captured(inside)]
    assert bodies == [b"one", b"one"]


def test_links_that_form_a_circle_are_one_error(tmp_path: Path) -> None:
    """Named directly, or met in a folder; the other files are read."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert "a link that leads to no file" in str(failed(tmp_path / "a.txt"))
    (tmp_path / "c.txt").write_text("The bridge is shut.")
    first, second, third = collect(tmp_path)
    assert isinstance(first, InputError)
    assert isinstance(second, InputError)
    assert isinstance(third, Capture)


def test_a_folder_that_may_not_be_opened_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not “no reports”: nobody looked."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "c.txt").write_text("The bridge is shut.")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    error, capture = collect(tmp_path)
    assert "shut: cannot be read (Permission denied)" in str(error)
    assert isinstance(capture, Capture)


def test_a_folder_without_reports_is_an_error(tmp_path: Path) -> None:
    """Silence would look like success."""
    assert "no reports in this folder" in str(failed(tmp_path))


def test_standard_input() -> None:
    """`-` is text or a page."""
    (plain,) = captured("-", stdin=b"The bridge is shut.")
    (page,) = captured("-", stdin=PAGE)
    assert (plain.address, plain.media_type) == ("-", "text/plain")
    assert page.media_type == "text/html"
    assert "no standard input" in str(failed("-"))


def test_rows_of_a_json_lines_file(tmp_path: Path) -> None:
    """Each good row a capture with what it declares; each bad one an error with file and line."""
    rows = [
        {"url": "https://a.example.com/1", "title": "One", "published": "2021-03-09", "text": "The bridge is shut."},
        {"html": "<p>x</p>", "title": "Two"},
        "not an object",
        {"url": "https://a.example.com/2"},
        {"url": "ftp://a.example.com/2", "text": "x"},
        {"url": "http:///2", "text": "x"},
        {"text": "x", "title": 5},
        {"text": "\ud800"},
    ]
    lines = [json.dumps(row) for row in rows]
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join([*lines[:2], "", "{broken", *lines[2:], "[" * 100_000]) + "\n")
    items = collect(path)
    good = [item for item in items if isinstance(item, Capture)]
    bad = [item for item in items if isinstance(item, ItemError)]
    assert [capture.address for capture in good] == ["https://a.example.com/1", f"{path.as_uri()}#L2"]
    assert dict(good[0].declared) == {"title": "One", "published": "2021-03-09", "charset": "utf-8"}
    assert good[1].media_type == "text/html"
    assert [error.subject for error in bad] == [f"{path}:{n}" for n in (4, 5, 6, 7, 8, 9, 10, 11)]
    assert all(isinstance(error, InputError) and str(error).startswith(error.subject) for error in bad)


def test_a_row_over_the_limit_is_skipped(tmp_path: Path) -> None:
    """The rows after it are read."""
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps({"text": "x" * 300}) + "\n" + json.dumps({"text": "y"}) + "\n")
    first, second = collect(path, limits=Limits(max_bytes=100))
    assert isinstance(first, InputError)
    assert first.subject == f"{path}:1"
    assert isinstance(second, Capture)
    assert second.body == b"y"


def test_an_empty_json_lines_file_is_an_error(tmp_path: Path) -> None:
    """As an empty report is."""
    path = tmp_path / "r.jsonl"
    path.write_text("\n\n")
    assert "empty" in str(failed(path))


@pytest.mark.parametrize(
    "address", ["ftp://a.example.com/x", "file:///etc/passwd", "javascript:alert(1)", "gopher://a/"]
)
def test_other_schemes_are_refused(address: str) -> None:
    """Only http and https."""
    error = failed(address)
    assert isinstance(error, FetchError)
    assert "only http and https" in str(error)


@pytest.mark.parametrize(
    "address", ["http://", "https:///path", "http:path", "http://user:pw@a.example.com/", "http://["]
)
def test_addresses_without_a_host_or_with_a_password_are_refused(address: str) -> None:
    """Before anything is looked up."""
    assert isinstance(failed(address), FetchError)


def test_a_file_with_a_colon_in_its_name_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that exists is never taken for an address."""
    monkeypatch.chdir(tmp_path)
    Path("note:one.txt").write_text("one")
    (capture,) = captured("note:one.txt")
    assert capture.body == b"one"


def test_fetched_pages_become_captures() -> None:
    """With the address after redirects, the charset, and the address asked for."""

    def page(address: str, limits: Limits) -> Fetched:
        return Fetched(address="https://b.example.com/2", media_type="text/html", charset="latin-1", body=PAGE)

    (capture,) = collect("https://a.example.com/1", fetch_page=page)
    assert isinstance(capture, Capture)
    assert capture.address == "https://b.example.com/2"
    assert dict(capture.declared) == {"charset": "latin-1", "requested": "https://a.example.com/1"}


def test_fetched_files_of_other_kinds_are_refused() -> None:
    """A PDF is not a page."""

    def pdf(address: str, limits: Limits) -> Fetched:
        return Fetched(address=address, media_type="application/pdf", charset=None, body=b"%PDF")

    (error,) = collect("https://a.example.com/1", fetch_page=pdf)
    assert isinstance(error, FetchError)
    assert "application/pdf" in str(error)


def test_items_come_one_by_one(tmp_path: Path) -> None:
    """The second input is not opened before the first has been taken."""
    (tmp_path / "a.txt").write_text("one")
    opened: Iterator[Capture | ItemError] = open_inputs(
        [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], stdin=None, clock=lambda: NOW, fetch_page=no_network
    )
    assert isinstance(next(opened), Capture)
    (tmp_path / "b.txt").write_text("two")
    assert isinstance(next(opened), Capture)
