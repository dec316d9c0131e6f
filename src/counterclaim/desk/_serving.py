"""The desk's server."""

import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress

from fastapi import FastAPI

from counterclaim.errors import SettingsError


def serve(
    app: FastAPI, *, host: str = "127.0.0.1", port: int = 8000, ready: Callable[[str], None] = lambda address: None
) -> None:
    """Serves a desk until it is interrupted. `ready` is told its address once it answers; port 0 takes any free one.

    Raises:
        SettingsError: the address cannot be listened at.
    """
    import uvicorn

    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(address)

    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what stands around this call is tidied up
    with listening, suppress(KeyboardInterrupt):
        Server(config).run([listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with ExitStack() as stack:
            listening = stack.enter_context(socket.socket(family, kind))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
            listening.listen(128)
            stack.pop_all()  # it stays open where nothing failed
    except OSError as error:
        raise SettingsError(
            f"cannot listen at {host}, port {port} ({error.strerror or error}): give another --host or --port"
        ) from error
    return listening
