"""Another model's vectors in the index, over real HTTP: building, changing back and forth, and every fault."""

import itertools
import logging
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from assistant.errors import BadInput
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.turn import Turn
from knowledge import encoder, openai_embeddings
from knowledge.build import texts_of
from knowledge.embedder import Embedder
from knowledge.embeddings import MiniLM
from knowledge.errors import EmbeddingError
from knowledge.library import Library
from knowledge.notes import GUIDANCE
from knowledge.openai_embeddings import AT_ONCE, LONGEST, OpenAIEmbedder
from knowledge.reader import Reader
from knowledge.sources import Folder, Handbook, Source
from tests.test_knowledge.embedding_server import LENGTH, EmbeddingServer

QUERY = "how often should we meet?"
KEY = "sk-secret-4711"
NOTES = ("ground-rules", "end-well", "silence", "give-first", "no-time", "subject-and-length", "assigned-mentor")


class Killed(Exception):
    pass


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    running = EmbeddingServer()
    yield running
    running.close()


@pytest.fixture
def closed() -> EmbeddingServer:
    """One that does not run."""
    gone = EmbeddingServer()
    gone.close()
    return gone


class Make:
    """Libraries over a few notes, which are indexed in a moment; what is loaded for them is loaded once."""

    def __init__(self, notes: Path) -> None:
        for name in NOTES:
            shutil.copy(GUIDANCE / f"{name}.md", notes)
        self.notes, self.handbook = notes, Handbook(notes)
        self.texts = {text for document in self.handbook.documents() for text in texts_of(document)}
        self._minilm = MiniLM()
        self._reader = Reader(self._minilm)

    def __call__(
        self, home: Path, other: Embedder | None = None, source: Source | None = None, guide: Library | None = None
    ) -> Library:
        library = Library(home, source or self.handbook, self._minilm, guide, index_embedder=other)
        library.reader = self._reader
        return library


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    return Make(tmp_path_factory.mktemp("notes"))


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next try comes at once."""
    monkeypatch.setattr(openai_embeddings, "_SOON", 0.01)


def model(server: EmbeddingServer, name: str = "words-96") -> OpenAIEmbedder:
    return OpenAIEmbedder(name, server.url, KEY)


def best(library: Library) -> str:
    return library.search(QUERY, 1).hits[0].passage.document_id


def needs_nothing(done: int, total: int) -> NoReturn:
    pytest.fail(f"{total - done} texts were to be embedded")


# The model


def test_texts_become_unit_vectors_in_their_order(server: EmbeddingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    import tiktoken

    monkeypatch.setattr(tiktoken, "get_encoding", lambda *_: pytest.fail("it would download a vocabulary"))
    monkeypatch.setattr(tiktoken, "encoding_for_model", lambda *_: pytest.fail("it would download a vocabulary"))
    texts = [f"text {number} of a mentor" for number in range(AT_ONCE + 3)]
    vectors = model(server).encode(texts)
    assert vectors.shape == (len(texts), LENGTH) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)
    wanted = np.array(server.vector(texts[-1]))
    assert vectors[-1] @ (wanted / np.linalg.norm(wanted)) == pytest.approx(1, abs=1e-5)
    assert [len(body["input"]) for body in server.sent] == [AT_ONCE, 3]
    assert server.texts == texts and server.sent[0]["model"] == "words-96"
    assert server.sent[0]["encoding_format"] == "float"
    assert set(server.keys) == {f"Bearer {KEY}"}


def test_no_texts_are_no_call_and_long_ones_are_cut(server: EmbeddingServer) -> None:
    assert model(server).encode([]).size == 0 and not server.sent
    model(server).encode(["a" * 10_000])
    assert len(server.texts[0]) == LONGEST


def test_a_server_of_one_s_own_needs_no_key(server: EmbeddingServer) -> None:
    assert OpenAIEmbedder("words-96", server.url).encode(["mentor"]).shape == (1, LENGTH)


@pytest.mark.parametrize(
    ("fault", "message", "again"),
    [
        (401, "set another OPENAI_API_KEY", False),
        (403, "set another OPENAI_API_KEY", False),
        (404, "correct the name in MENTORPREP_EMBEDDINGS", False),
        (402, "has no credit left", False),
        (429, "wait a minute", True),
        (400, "choose a model for embeddings", False),
        (500, "had an error of its own", True),
        (501, "choose a model for embeddings", False),
        (503, "had an error of its own", True),
        ("html", "in a form that cannot be read", False),
        ("broken", "in a form that cannot be read", False),
        ("few", "in a form that cannot be read", False),
        ("null", "in a form that cannot be read", False),
        ("slow", "took too long", False),
    ],
)
def test_a_fault_is_one_sentence_that_says_what_to_do(
    server: EmbeddingServer, monkeypatch: pytest.MonkeyPatch, fault: int | str, message: str, again: bool
) -> None:
    if fault == "slow":  # of the others a busy machine may take its time
        monkeypatch.setattr(openai_embeddings, "_PATIENCE", 0.1)
        monkeypatch.setattr(openai_embeddings, "_EACH", 0.1)
    server.fail(fault)
    with pytest.raises(EmbeddingError, match=message) as raised:
        model(server).encode(["one", "two"])
    said = str(raised.value)
    assert said.endswith("or set MENTORPREP_EMBEDDINGS=minilm, which needs no server.")
    assert said.startswith("The embedding model openai:words-96 ") and "127.0.0.1" in said
    assert KEY not in said and "\n" not in said
    assert (raised.value.wait is not None) is again
    assert len(server.sent) == 1


def test_where_no_server_runs_the_address_is_named(closed: EmbeddingServer) -> None:
    with pytest.raises(EmbeddingError, match=f"cannot be reached at {closed.url[7:-3]}: start its server") as raised:
        model(closed).encode(["one"])
    assert raised.value.wait is None


def test_a_password_in_the_address_is_not_shown() -> None:
    with pytest.raises(EmbeddingError, match=r"at 127\.0\.0\.1:9:") as raised:
        OpenAIEmbedder("m", "http://me:hunter2@127.0.0.1:9/v1").encode(["one"])
    assert "hunter2" not in str(raised.value)


def test_openai_itself_is_not_called_without_a_key() -> None:
    with pytest.raises(EmbeddingError, match="needs a key: set OPENAI_API_KEY"):
        OpenAIEmbedder("text-embedding-3-small").encode(["one"])


@pytest.mark.parametrize(("seconds", "wait"), [("0.5", 0.5), ("90", None)])
def test_the_server_says_when_to_try_again(server: EmbeddingServer, seconds: str, wait: float | None) -> None:
    server.retry_after = seconds
    server.fail(429)
    with pytest.raises(EmbeddingError) as raised:
        model(server).encode(["one"])
    assert raised.value.wait == wait


def test_one_name_at_two_addresses_is_two_models() -> None:
    here, there = OpenAIEmbedder("m", "http://127.0.0.1:1/v1"), OpenAIEmbedder("m", "http://127.0.0.1:2/v1")
    assert here.name != there.name
    assert here.name == OpenAIEmbedder("m", "http://127.0.0.1:1/v1/").name
    assert OpenAIEmbedder("m").name == OpenAIEmbedder("m", "https://api.openai.com/v1").name


# The index


def test_the_index_is_built_with_progress_and_answers(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    library = make(tmp_path, model(server))
    seen: list[tuple[int, int]] = []
    library.open(lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, len(make.texts)) and seen[-1] == (len(make.texts), len(make.texts)) and len(seen) > 3
    assert all(0 < after - before <= AT_ONCE for (before, _), (after, _) in itertools.pairwise(seen))
    assert sorted(server.texts) == sorted(make.texts) and max(len(body["input"]) for body in server.sent) == AT_ONCE
    calls = len(server.sent)
    result = library.search(QUERY, 3)
    assert result.hits[0].passage.document_id == "ground-rules" and result.answerable > 0.5
    assert library.search("best pizza dough", 1).answerable < 0.5
    assert len(server.sent) == calls + 2, "one call for each query"
    make(tmp_path, model(server)).open(needs_nothing)
    assert len(server.sent) == calls + 2


def test_what_is_nearest_to_the_server_s_vectors_is_found(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    library = make(tmp_path, model(server))
    note = make.handbook.notes[0]
    question = note.questions[0].text
    vectors = model(server).encode([question])
    library.open()
    (nearest,) = library._vector_index().nearest(vectors, 1)
    assert nearest[0].startswith(f"{note.id}?")


def test_killed_in_the_middle_it_goes_on_where_it_was(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    def kill(done: int, total: int) -> None:
        if done >= 2 * AT_ONCE:
            raise Killed

    with pytest.raises(Killed):
        make(tmp_path, model(server)).open(kill)
    assert len(server.texts) == 2 * AT_ONCE
    seen: list[int] = []
    library = make(tmp_path, model(server))
    library.open(lambda done, total: seen.append(done))
    assert seen[0] == 2 * AT_ONCE
    assert sorted(server.texts) == sorted(make.texts), "no text was sent twice"
    assert best(library) == "ground-rules"


def test_changing_back_and_forth_embeds_nothing_anew(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    first = make(tmp_path).search(QUERY, 5)
    library = make(tmp_path, model(server))
    library.open()
    calls = len(server.sent)
    other = library.search(QUERY, 5)
    assert other != first
    for _ in range(2):
        library = make(tmp_path)
        library.open(needs_nothing)
        assert library.search(QUERY, 5) == first
        library = make(tmp_path, model(server))
        library.open(needs_nothing)
        assert library.search(QUERY, 5) == other
    assert len(server.sent) == calls + 3, "three queries"


def test_an_edited_note_costs_its_own_texts(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    make(tmp_path / "home", model(server)).open()
    notes = Path(shutil.copytree(make.notes, tmp_path / "notes"))
    text = (notes / "ground-rules.md").read_text()
    (notes / "ground-rules.md").write_text(text.replace("about forty-five minutes", "some forty-five minutes"))
    before = len(server.texts)
    library = make(tmp_path / "home", model(server), Handbook(notes))
    library.open()
    assert 0 < len(server.texts) - before <= 2, "a sentence and its passage"
    assert "some forty-five minutes" in library.search(QUERY, 1).hits[0].passage.text


def test_two_libraries_of_two_models_over_one_home(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    ours, theirs = make(tmp_path), make(tmp_path, model(server))
    ours.open()
    theirs.open()
    assert best(ours) == best(theirs) == "ground-rules"


def test_a_vector_that_is_missing_is_embedded(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    """As after another process with another model has indexed an edited note."""
    library = make(tmp_path, model(server))
    library.open()
    with sqlite3.connect(tmp_path / "library.db") as connection:
        gone = "SELECT sha FROM passage WHERE document = 'ground-rules'"
        deleted = connection.execute(f"DELETE FROM vector WHERE sha IN ({gone}) AND embedder LIKE 'openai-%'").rowcount
        connection.execute("UPDATE collection SET fingerprint = ''")
    connection.close()
    before = len(server.texts)
    assert best(library) == "ground-rules"
    assert len([text for text in server.texts[before:] if text != QUERY]) == deleted > 0


def test_an_odd_name_makes_a_collection_too(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    odd = OpenAIEmbedder("BAAI/bge m3:latest_" + "x" * 600, server.url)
    library = make(tmp_path, odd)
    assert best(library) == "ground-rules"


def test_other_documents_are_indexed_by_the_guide_s_model(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    guide = make(tmp_path / "home", model(server))
    guide.open()
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "talk.txt").write_text(
        "Meet your mentor every month, and agree how often you will meet. Then keep to it."
    )
    (corpus / "cloud.txt").write_text("Reserved instances cost less than instances on demand. Look at the bill.")
    library = make(tmp_path / "other", source=Folder(corpus), guide=guide)
    assert library.search(QUERY, 2).hits[0].passage.document == "talk.txt"
    assert {"Then keep to it.", "Look at the bill."} <= set(server.texts)
    server.fail(500)
    assert library.search("how often shall I meet my mentor?", 2).hits[0].passage.document == "talk.txt"


# Faults while the index is built


def test_a_server_that_fails_in_the_middle_leaves_the_index_in_use_as_it_was(
    tmp_path: Path, make: Make, server: EmbeddingServer
) -> None:
    used = make(tmp_path)
    first = used.search(QUERY, 5)
    rows = state(tmp_path)

    def fail_later(done: int, total: int) -> None:
        if done:
            server.fail(401)

    with pytest.raises(EmbeddingError, match="set another OPENAI_API_KEY"):
        make(tmp_path, model(server)).open(fail_later)
    assert state(tmp_path) == rows, "nothing was indexed anew"
    assert used.search(QUERY, 5) == first
    again = make(tmp_path)
    again.open(needs_nothing)
    assert again.search(QUERY, 5) == first
    server.fail(None)
    make(tmp_path, model(server)).open()
    assert len(set(server.texts)) == len(make.texts)


def state(home: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(home / "library.db")
    try:
        return [*connection.execute("SELECT * FROM collection"), *connection.execute("SELECT number, id FROM passage")]
    finally:
        connection.close()


def test_a_busy_server_is_asked_again_a_few_times(tmp_path: Path, make: Make, server: EmbeddingServer) -> None:
    server.fail(503, times=2)
    library = make(tmp_path / "one", model(server))
    assert best(library) == "ground-rules"
    server.sent.clear()
    server.fail(503)
    with pytest.raises(EmbeddingError, match="had an error of its own"):
        make(tmp_path / "two", model(server)).open()
    assert len(server.sent) == 3


def test_another_model_under_the_same_name_is_noticed_while_building(
    tmp_path: Path, make: Make, server: EmbeddingServer
) -> None:
    def change(done: int, total: int) -> None:
        server.length = LENGTH if done == 0 else 40

    with pytest.raises(EmbeddingError, match="now gives vectors of 40 numbers, and those of the index have 96"):
        make(tmp_path, model(server)).open(change)


# Faults while it is searched


@pytest.mark.parametrize("fault", [401, 500, "html", "slow", "gone", "another"])
def test_a_query_that_cannot_be_encoded_is_answered_by_words_and_reader(
    tmp_path: Path,
    make: Make,
    server: EmbeddingServer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    fault: int | str,
) -> None:
    library = make(tmp_path, model(server))
    library.open()
    monkeypatch.setattr(openai_embeddings, "_PATIENCE", 0.2)
    monkeypatch.setattr(openai_embeddings, "_EACH", 0.0)
    if fault == "gone":
        server.close()
    elif fault == "another":
        server.length = 40
    else:
        server.fail(fault)
    started = time.monotonic()
    with caplog.at_level(logging.WARNING, "knowledge.encoder"):
        result = library.search(QUERY, 3)
    assert time.monotonic() - started < 5
    assert result.hits[0].passage.document_id == "ground-rules" and result.answerable > 0.5
    assert library.search("best pizza dough", 1).answerable < 0.5
    assert "Meanwhile the search goes by words." in caplog.text and KEY not in caplog.text


def test_a_server_that_failed_is_left_alone_for_a_while_and_asked_again_then(
    tmp_path: Path, make: Make, server: EmbeddingServer
) -> None:
    library, other = make(tmp_path, model(server)), "who may hear what I tell her?"
    remembered = library.search(QUERY, 5)
    calls = len(server.sent)
    server.fail(500)
    words_alone = library.search(other, 5)
    assert library.search(other, 5) == words_alone
    assert library.search(QUERY, 5) == remembered  # what was found with vectors needs no server
    assert len(server.sent) == calls + 1
    server.fail(None)
    left = library._encoder._rests_until - time.monotonic()
    assert 0 < left <= encoder._REST
    library._encoder._rests_until -= left
    assert library.search(other, 5) == make(tmp_path, model(server)).search(other, 5) != words_alone


# The setting


@pytest.mark.parametrize("spec", ["", "minilm", " minilm "])
def test_minilm_is_the_default(monkeypatch: pytest.MonkeyPatch, spec: str) -> None:
    monkeypatch.setenv("MENTORPREP_EMBEDDINGS", spec)
    settings = Settings.read()
    assert settings.embeddings is None and settings.index_embedder() is None


def test_a_model_is_chosen_with_its_address_and_key(
    tmp_path: Path, make: Make, server: EmbeddingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORPREP_EMBEDDINGS", "openai:words-96")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    settings = Settings.read()
    assert KEY not in repr(settings) and settings.embeddings is not None and not settings.embeddings.host
    library = make(tmp_path, settings.index_embedder())
    assistant = Assistant(settings, library=library)
    turn = assistant.ask(QUERY)
    assert turn.answered and any(i.startswith("ground-rules.") for i in cited(turn))
    assert server.sent[0]["model"] == "words-96" and set(server.keys) == {f"Bearer {KEY}"}
    server.fail(500)
    turn = assistant.ask("how often do people meet their mentor?")
    assert turn.answered and any(i.startswith("ground-rules.") for i in cited(turn))
    assert not any(KEY.encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def cited(turn: Turn) -> set[str]:
    return {citation.passage_id for sentence in turn.sentences for citation in sentence.citations}


@pytest.mark.parametrize("spec", ["openai", "openai:", "text-embedding-3-small", "cohere:embed", "openai:two words"])
def test_a_setting_that_names_no_model_is_refused(monkeypatch: pytest.MonkeyPatch, spec: str) -> None:
    monkeypatch.setenv("MENTORPREP_EMBEDDINGS", spec)
    with pytest.raises(BadInput, match="it must be minilm or openai: and the name of a model"):
        Settings.read()


def test_the_default_search_imports_no_client(tmp_path: Path, make: Make) -> None:
    make(tmp_path).open()
    program = (
        "import sys; from pathlib import Path; from knowledge.library import Library; "
        "from knowledge.sources import Handbook; "
        f"Library(Path({str(tmp_path)!r}), Handbook(Path({str(make.notes)!r}))).search({QUERY!r}); "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('openai', 'langchain_openai', 'tiktoken')"
        " or m == 'knowledge.openai_embeddings'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
