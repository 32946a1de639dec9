"""Which chat model words the replies, and the LangChain client that calls it. Clients are imported on first use."""

import os
import threading
from collections.abc import Callable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant import local
from assistant.errors import BadInput
from assistant.faults import REFUSED, Failed
from knowledge.types import Frozen

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.outputs import ChatGenerationChunk
    from langchain_openai import ChatOpenAI

GUIDED, LOCAL, OPENAI = "guided", "local", "openai"
_LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
_OPENAI_URL = "https://api.openai.com/v1"
_PROVED = 2  # messages in a row that a model could not read
_ANY_KEY = "none"  # servers of one's own mostly want none, and the client wants some
KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "mistralai": "MISTRAL_API_KEY"}


class Choice(Frozen):
    """A model as it was chosen. The key is held in memory alone: it is never written down, printed or logged."""

    spec: str = GUIDED
    base_url: str | None = None
    key: SecretStr | None = None

    @classmethod
    def read(cls, spec: str | None = None) -> "Choice":
        """From MENTORPREP_MODEL and OPENAI_BASE_URL. Raises BadInput for what can be no model."""
        chosen = (spec or os.environ.get("MENTORPREP_MODEL") or GUIDED).strip()
        return cls(spec=chosen, base_url=os.environ.get("OPENAI_BASE_URL") or None).checked()

    def checked(self) -> "Choice":
        """Itself. Raises BadInput where the spec, or the server's address, cannot be right."""
        provider, _, name = self.spec.partition(":")
        if not self.spec or (any(c.isspace() for c in self.spec) and provider != LOCAL):
            raise BadInput(f"{self.spec!r} names no model: write for example openai:gpt-4o-mini, local, or guided.")
        if provider not in (GUIDED, LOCAL) and not name:
            raise BadInput(f"{self.spec!r} names no model: write the provider too, for example openai:{self.spec}.")
        if self.base_url and not _is_address(self.base_url):
            raise BadInput(f"{self.base_url!r} is no address of a server: write for example http://127.0.0.1:8080/v1.")
        return self

    @property
    def provider(self) -> str:
        return self.spec.partition(":")[0]

    @property
    def name(self) -> str:
        return self.spec.partition(":")[2]

    @property
    def guided(self) -> bool:
        return self.provider == GUIDED

    @property
    def host(self) -> str:
        """Where what is typed would go; empty where it stays on this machine."""
        if self.guided or self.provider == LOCAL:
            return ""
        if self.provider == OPENAI:
            found = urlsplit(self.base_url).hostname if self.base_url else "api.openai.com"
            return "" if found in _LOOPBACK else found or ""
        return self.provider

    @property
    def small(self) -> bool:
        """The model that comes with the product: it words, but what people mean is understood by the rules."""
        return self.spec == LOCAL


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, half an IPv6 address
        return False


class Form(NamedTuple):
    """What a request asks for beside the answer: that it fits a schema, and that its tokens are counted."""

    schema: bool = True
    usage: bool = True

    def simpler(self, schema: bool) -> "Form | None":
        """The next one to try where a server refuses this one. `schema`: whether there was one to fit."""
        if self.schema and schema:
            return Form(schema=False, usage=self.usage)
        return Form(schema=self.schema, usage=False) if self.usage else None


class Model:
    """A chosen model with its client, which is made on first use. Safe to share between threads."""

    def __init__(self, choice: Choice, client: "Callable[[], BaseChatModel] | None" = None) -> None:
        """`client` makes another than the choice's own: a scripted one."""
        self.choice = choice
        self._make = client
        self._lock = threading.Lock()
        self._client: BaseChatModel | None = None
        self.form = Form()  # that the server takes: found out by asking
        self._misread = 0  # messages in a row

    @property
    def name(self) -> str:
        return self.choice.spec

    @property
    def small(self) -> bool:
        """Whether it only puts sentences in other words, one at a time: known of one model, proved of others."""
        return self.choice.small or self._misread >= _PROVED

    def note_reading(self, misread: bool) -> None:
        """How it ended to let it read a message: who fails at two in a row is too small for it."""
        self._misread = self._misread + 1 if misread else 0

    def client(self) -> "BaseChatModel":
        """Raises Failed: no key, no package, no such provider."""
        with self._lock:
            if self._client is None:
                self._client = (self._make or self._choose)()
            return self._client

    def bound(self, schema: dict[str, Any] | None) -> Any:
        """The client, held to a JSON schema where its protocol can."""
        client = self.client()
        if not self.speaks_openai:
            return client
        more: dict[str, Any] = {} if self.form.usage else {"stream_usage": False}
        if schema is not None and self.form.schema:
            wanted = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
            # Not as an argument: then the client would parse, and raise what no boundary foresees.
            more["extra_body"] = {"response_format": wanted}
        return client.bind(**more) if more else client

    @cached_property
    def speaks_openai(self) -> bool:
        return self.choice.provider in (OPENAI, LOCAL) and self._make is None

    def _choose(self) -> "BaseChatModel":
        choice = self.choice
        if choice.guided:
            raise Failed("unknown_model", "guided mode has no model")
        if choice.provider == LOCAL:
            running = local.serve(local.weights(choice.name))
            return _openai("local", running.url, running.key, temperature=0.2)
        key = choice.key.get_secret_value() if choice.key else os.environ.get(KEYS.get(choice.provider, ""), "")
        key = key.strip()
        if not key and choice.provider in KEYS and not choice.base_url:
            raise Failed("key", "none given")
        if not key.isascii() or any(not c.isprintable() or c.isspace() for c in key):
            raise Failed("key", "none that can be sent")  # the client would quote it in what it raises
        if choice.provider == OPENAI:
            # The address is always named: the client would look for others in the environment.
            return _openai(choice.name, choice.base_url or _OPENAI_URL, key or _ANY_KEY, direct=not choice.host)
        return _other(choice.provider, choice.name, key)


def _openai(
    name: str, url: str | None, key: str, temperature: float | None = None, direct: bool = True
) -> "ChatOpenAI":
    """`direct`: the server is on this machine, and no proxy of the environment stands in between."""
    return _client_class()(
        model=name,
        base_url=url,
        api_key=SecretStr(key),
        temperature=temperature,
        max_retries=0,  # ours: the client would wait two minutes where a server says so
        timeout=600,  # ours too: the deadline of a turn is shorter
        stream_usage=True,
        stream_chunk_timeout=None,
        use_responses_api=False,
        http_socket_options=(),  # with any, it would pass over a proxy of the environment, and say so
        # A server of one's own may have been started anew since the last call.
        default_headers={"Connection": "close"} if direct else None,
        http_client=_unproxied()[0] if direct else None,
        http_async_client=_unproxied()[1] if direct else None,
    )


@cache
def _unproxied() -> tuple[Any, Any]:
    """HTTP clients that pass over the environment's proxies; making them takes a tenth of a second."""
    import openai

    return openai.DefaultHttpxClient(trust_env=False), openai.DefaultAsyncHttpxClient(trust_env=False)


@cache
def _client_class() -> "type[ChatOpenAI]":
    """LangChain's, which drops the words of a refusal while it streams; this one says at least that it was one."""
    from langchain_openai import ChatOpenAI

    class Client(ChatOpenAI):
        def _convert_chunk_to_generation_chunk(
            self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
        ) -> "ChatGenerationChunk | None":
            made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
            if made is not None and any((c.get("delta") or {}).get("refusal") for c in chunk.get("choices") or []):
                made.generation_info = (made.generation_info or {}) | {REFUSED: True}
            return made

    return Client


def _other(provider: str, name: str, key: str) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    more: dict[str, Any] = {"api_key": key} if key else {}
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, max_retries=0, **more)
    except ImportError as error:
        raise Failed("package", error.name or provider) from error
    except ValueError:
        raise Failed("unknown_model", f"no provider {provider}") from None  # it quotes the key
    return model
