"""Which chat model words the replies, and the LangChain client that calls it. Clients are imported on first use."""

import os
import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant import local
from assistant.errors import BadInput
from assistant.faults import Failed
from knowledge.types import Frozen

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

GUIDED, LOCAL, OPENAI = "guided", "local", "openai"
_LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
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
        if self.base_url and urlsplit(self.base_url).scheme not in ("http", "https"):
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


class Model:
    """A chosen model with its client, which is made on first use. Safe to share between threads."""

    def __init__(self, choice: Choice, client: "Callable[[], BaseChatModel] | None" = None) -> None:
        """`client` makes another than the choice's own: a scripted one."""
        self.choice = choice
        self._make = client
        self._lock = threading.Lock()
        self._client: BaseChatModel | None = None
        self.plain = False  # the server takes no schema and counts no tokens in a stream: found out by asking

    @property
    def name(self) -> str:
        return self.choice.spec

    def client(self) -> "BaseChatModel":
        """Raises Failed: no key, no package, no such provider."""
        with self._lock:
            if self._client is None:
                self._client = (self._make or self._choose)()
            return self._client

    def bound(self, schema: dict[str, Any] | None) -> Any:
        """The client, held to a JSON schema where its protocol can."""
        client = self.client()
        if self.plain or schema is None or not self.speaks_openai:
            return client
        wanted = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
        # Not as an argument: then the client would parse, and raise what no boundary foresees.
        return client.bind(extra_body={"response_format": wanted})

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
        if choice.provider == OPENAI:
            if not key and not choice.base_url:
                raise Failed("key", "none given")
            return _openai(choice.name, choice.base_url, key or _ANY_KEY)
        return _other(choice.provider, choice.name, key)


def _openai(name: str, url: str | None, key: str, temperature: float | None = None) -> "BaseChatModel":
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model=name,
        base_url=url,
        api_key=SecretStr(key),
        temperature=temperature,
        max_retries=0,  # ours: the client would wait two minutes where a server says so
        timeout=600,  # ours too: the deadline of a turn is shorter
        stream_usage=True,
        stream_chunk_timeout=None,
        use_responses_api=False,
    )


def _other(provider: str, name: str, key: str) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    more: dict[str, Any] = {"api_key": key} if key else {}
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, max_retries=0, **more)
    except ValueError as error:
        raise Failed("unknown_model", f"no provider {provider}") from error
    return model
