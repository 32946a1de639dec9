"""Serve the web app until Ctrl-C. Streamlit is imported only inside: the command line must start fast."""

import errno
import socket
import sys
from typing import Any

from knowledge.errors import MentorprepError

_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


def serve(host: str, port: int) -> int:
    """Serve on `host:port`; returns the exit status. Port 0 takes any free port."""
    listener = _listen(host, port)
    port = listener.getsockname()[1]
    if host not in _THIS_MACHINE:
        print(f"There is no log-in: everybody who can reach {host} will share these conversations.", file=sys.stderr)

    import uvicorn

    from ui.asgi import app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                print(f"Mentorprep is at {_address(host, port)}", flush=True)

    config: Any = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",  # what `streamlit run` uses as well
        ws_max_size=200 * 1024 * 1024,
        timeout_graceful_shutdown=2,  # an open browser tab must not hold up Ctrl-C
    )
    server = Server(config)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return 0
    return 0 if server.started else 1


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything slow is loaded, so that a busy port is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise MentorprepError(
                f"Port {port} is taken by another program, perhaps by Mentorprep itself. "
                f"Choose another one: mentorprep --port {port + 1}"
            ) from error
        reason = str(error).rstrip(".")
        raise MentorprepError(
            f"Mentorprep cannot listen on {host!r}, port {port}: {reason}. See --host and --port."
        ) from error
    return listener


def _address(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"
