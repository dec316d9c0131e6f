"""Sending something to an address that a person named, with the same care as fetching."""

from collections.abc import Sequence

from counterclaim.collect._http import Client, _explained, checked_url


def send(address: str, body: bytes, media_type: str, client: Client, *, headers: Sequence[tuple[str, str]] = ()) -> int:
    """The status with which the server at `address` answers to `body`. No redirect is followed; of the answer nothing
    else is read.

    Raises:
        FetchError: the address is no http(s) one that may be connected to, nobody understood us, or time ran out.
    """
    with _explained(address, client.limits), client._pool() as pool:
        url = checked_url(address)
        named = [
            (b"Host", url.netloc),
            (b"User-Agent", client.agent.encode()),
            (b"Content-Type", media_type.encode()),
            (b"Content-Length", str(len(body)).encode()),
            *((name.encode(), value.encode("latin-1")) for name, value in headers),
        ]
        with pool.stream("POST", str(url.copy_with(fragment=None)), headers=named, content=body) as response:
            return int(response.status)
