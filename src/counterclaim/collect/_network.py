"""Connections to addresses that were checked, and to no other: names are looked up here, with a deadline for all."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Container, Iterable, Sequence

import httpcore2

from counterclaim.collect._addresses import refusal

Resolve = Callable[[str, int], Sequence[str]]


def system_resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Refused(Exception):
    """A connection that must not be made."""


class Unknown(Exception):
    """A host whose addresses were not found."""


class Deadline:
    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def left(self) -> float:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("out of time")
        return left


class _Stream(httpcore2.NetworkStream):
    """A connection whose every wait ends with the fetch's own deadline, however slowly bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class Backend(httpcore2.NetworkBackend):
    """Resolves, checks and connects."""

    def __init__(self, deadline: Deadline, resolve: Resolve, exempt: Container[str]) -> None:
        self._deadline, self._resolve, self._exempt = deadline, resolve, exempt
        self._plain = httpcore2.SyncBackend()

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """The host's addresses, looked up in a thread since the system's resolver knows no deadline."""
        found: list[str] = []
        failed: list[Exception] = []

        def look_up() -> None:
            try:
                found.extend(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                failed.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(self._deadline.left())
        if thread.is_alive():
            raise httpcore2.ConnectTimeout("out of time")
        if failed or not found:
            raise Unknown(f"the host {host} is not known")
        return found

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = self._addresses(host, port)
        # One bad address among good ones is an attempt to get through: none is used.
        for address in addresses:
            if address not in self._exempt and (reason := refusal(address)):
                raise Refused(f"{host} is at {address} ({reason}); only public addresses are fetched")
        last: Exception = httpcore2.ConnectError(f"no connection to {host}")
        for address in addresses[:4]:
            try:
                stream = self._plain.connect_tcp(address, port, self._deadline.left(), None, socket_options)
            except httpcore2.ConnectError as error:
                last = error
            else:
                return _Stream(stream, self._deadline)
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: object = None
    ) -> httpcore2.NetworkStream:
        raise Refused("local sockets are not fetched")
