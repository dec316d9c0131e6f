"""Which files are shards, and which pages are wanted."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow.fs
import pytest

from counterclaim.archive import Filters, Folder, find_shards
from counterclaim.archive import _storage as storage
from counterclaim.errors import InputError, SettingsError


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    for name in ("a/one.warc.gz", "a/two.warc", "b/one.warc.gz", "b/notes.txt", "b/.hidden.warc", "c/table.parquet"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * 3)
    return tmp_path


def test_files_patterns_folders_and_addresses_name_shards(crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, in the order of their addresses, whatever named them."""
    every = [(shard.address, shard.kind) for shard in find_shards([str(crawl)])]
    assert every == [
        (str(crawl / "a/one.warc.gz"), "warc"),
        (str(crawl / "a/two.warc"), "warc"),
        (str(crawl / "b/one.warc.gz"), "warc"),
        (str(crawl / "c/table.parquet"), "parquet"),
    ]
    monkeypatch.chdir(crawl)
    assert find_shards(["*/*.warc*", "c", (crawl / "c/table.parquet").as_uri()]) == find_shards([str(crawl)])
    assert [shard.name for shard in find_shards(["a"])] == ["one", "two"]


def test_shards_of_one_name_get_names_of_their_own(crawl: Path) -> None:
    names = [shard.name for shard in find_shards([f"{crawl}/[ab]/one.*"])]
    assert len(set(names)) == 2
    assert all(name.startswith("one-") for name in names)


def test_a_pattern_that_names_nothing_is_an_error(crawl: Path) -> None:
    for pattern in (f"{crawl}/*.zip", f"{crawl}/none", f"{crawl}/b/notes.txt"):
        with pytest.raises(InputError, match="no shards there"):
            find_shards([pattern])
    with pytest.raises(SettingsError, match="cannot be reached"):
        find_shards(["gopher://hole/*.warc"])


def test_an_object_store_is_a_place_like_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through pyarrow's file systems, of which this one stands in for S3."""
    store = pyarrow.fs._MockFileSystem()  # type: ignore[attr-defined]
    store.create_dir("bucket/crawl")
    with store.open_output_stream("bucket/crawl/one.warc.gz", compression=None) as stream:
        stream.write(b"abc")
    monkeypatch.setattr(storage, "open_place", lambda address: (store, address.removeprefix("s3://").partition("?")[0]))
    (shard,) = find_shards(["s3://bucket/crawl/*.warc.gz?region=north"])
    assert (shard.address, shard.name) == ("s3://bucket/crawl/one.warc.gz?region=north", "one")
    with storage.open_shard(shard) as (stream, hashed, _):
        assert stream.read() == b"abc"
        assert hashed is not None
        assert hashed.finish().startswith("ba7816bf")
    folder = Folder("s3://bucket/out")
    folder.write("pages/one.json", b"{}")
    assert (folder.read("pages/one.json"), folder.size("pages/one.json")) == (b"{}", 2)
    assert folder.read("pages/two.json") is None


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    folder.write("pages/a", b"old")
    writing = folder.writing("pages/a")
    writing.__enter__().write(b"new, but")
    writing.__exit__(KeyError, KeyError(), None)
    assert folder.read("pages/a") == b"old"
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["a"]


def test_one_run_at_a_time_writes_to_a_folder(tmp_path: Path) -> None:
    with Folder(str(tmp_path)).alone():
        with pytest.raises(SettingsError, match="another run"), Folder(str(tmp_path)).alone():
            pass
    with Folder(str(tmp_path)).alone():
        pass


def test_hosts_with_their_subdomains() -> None:
    day = datetime(2026, 3, 1, tzinfo=UTC)
    filters = Filters(hosts=("coast.example",), not_hosts=("ads.coast.example",))
    wanted = ["https://coast.example/1", "https://www.COAST.example:8080/2"]
    other = ["https://ads.coast.example/1", "https://notcoast.example/", "https://coast.example.org/", "file:///x"]
    assert all(filters.wants(address, day) for address in wanted)
    assert not any(filters.wants(address, day) for address in other)


def test_what_was_captured_before_the_first_day_was_not_published_on_it() -> None:
    filters = Filters(first=datetime(2026, 3, 1, tzinfo=UTC), last=datetime(2026, 3, 2, tzinfo=UTC))
    assert not filters.wants("https://o.example/", datetime(2026, 2, 28, 23, tzinfo=UTC))
    assert filters.wants("https://o.example/", datetime(2026, 5, 1, tzinfo=UTC))
    with pytest.raises(SettingsError):
        Filters(first=datetime(2026, 3, 2, tzinfo=UTC), last=datetime(2026, 3, 1, tzinfo=UTC))
