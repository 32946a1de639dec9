"""A server of POST /v1/embeddings on a free loopback port: each word of a text counts in one place of its vector."""

import json
import re
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LENGTH = 96
WORD = re.compile(r"\w+")
REFUSALS = {401: "invalid_api_key", 404: "model_not_found", 402: "insufficient_quota"}


class EmbeddingServer:
    """`fault` is what the next `times` calls get instead of vectors: a status, or one of the words in `_reply`."""

    def __init__(self) -> None:
        self.fault: int | str | None = None
        self.times = 1_000_000
        self.retry_after = ""
        self.length = LENGTH
        self.sent: list[dict[str, Any]] = []  # bodies of the calls
        self.keys: list[str] = []
        self.awake = threading.Event()  # a slow answer waits for it
        handler = type("Handler", (_Handler,), {"fake": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def texts(self) -> list[str]:
        """All that was sent, in order."""
        return [text for body in self.sent for text in body["input"]]

    def fail(self, fault: int | str | None, times: int = 1_000_000) -> None:
        self.fault, self.times = fault, times

    def close(self) -> None:
        """Nothing listens any more."""
        self.awake.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def vector(self, text: str) -> list[float]:
        """Of no particular length, as some servers answer."""
        found = [0.01] * self.length
        for word in WORD.findall(text.lower()):
            found[zlib.crc32(word.encode()) % self.length] += 1.0
        return found


class _Handler(BaseHTTPRequestHandler):
    fake: EmbeddingServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        fake = self.fake
        fake.sent.append(body)
        fake.keys.append(self.headers["authorization"])
        fault, fake.times = (fake.fault if fake.times > 0 else None), fake.times - 1
        if fault == "slow":
            fake.awake.wait(30)
        self._reply(fault, [fake.vector(text) for text in body["input"]])

    def _reply(self, fault: int | str | None, vectors: list[list[float]]) -> None:
        if isinstance(fault, int):
            error = {"message": f"no: {self.headers['authorization']}", "code": REFUSALS.get(fault)}
            self._send(fault, json.dumps({"error": error}), "application/json")
        elif fault == "html":
            self._send(200, "<html>Welcome</html>", "text/html")
        elif fault == "broken":
            self._send(200, '{"data": [', "application/json")
        else:
            if fault == "few":
                vectors = vectors[:-1]
            if fault == "null":
                vectors[0][0] = float("nan")
            data = [{"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(vectors)]
            answer = {"object": "list", "data": data, "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}
            self._send(200, json.dumps(answer), "application/json")

    def _send(self, status: int, text: str, kind: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        if self.fake.retry_after:
            self.send_header("retry-after", self.fake.retry_after)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on standard error."""
