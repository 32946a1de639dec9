"""Everything out, in, and the same again; and people's words stay words wherever they go."""

import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from markdown_it import MarkdownIt

from assistant.brief import Brief, Candidate, Fact, Objective
from assistant.docx import as_docx
from assistant.errors import BadInput
from assistant.export import MAX_BYTES, Said, Transcript, as_json, as_markdown, from_json
from assistant.records import Records
from assistant.store import Store

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def fact(value: str, **fields: Any) -> Fact:
    return Fact.model_validate({"id": value, "value": value, "origin": "said", "quote": value, "at": AT} | fields)


BRIEF = Brief(
    next_role=fact("data architect", quote="I'd like to be a data architect", message="m1", turn=1, confirmed=True),
    strengths=(fact("SQL"), fact("calm in incidents", origin="by hand", quote="", confirmed=True)),
    objectives=(
        Objective(
            text=fact("lead the design review"),
            measure=fact("twice alone", quote="once I did it twice alone"),
            deadline=fact("June", confirmed=True),
        ),
    ),
    own_name=fact("Mia Çelik", origin="by hand", quote="", confirmed=True),
    candidates=(
        Candidate(
            name=fact("Nadia", origin="upload", quote="Nadia, head of data"),
            role=fact("head of data"),
            known=fact("we met at PyCon", confirmed=True),
        ),
    ),
)
NONE = {"letter": 0, "letter_version": 0, "rehearsal": 0, "rehearsal_line": 0}
TALK = Transcript(
    title="How do I begin?",
    created=AT,
    messages=(
        Said(role="user", text="How do I begin?\nI am new.\n\nAnd shy.", created=AT),
        Said(role="assistant", text="Look in the mirror first.", created=AT + timedelta(seconds=2)),
    ),
)


def test_the_markdown_is_a_document_to_take_along() -> None:
    assert as_markdown(BRIEF, [TALK]) == (
        "# Mentoring Brief\n\n"
        "In small type below each line: where it comes from.\n\n"
        "## Next position\n\n"
        "- data architect  \n  *your words: “I'd like to be a data architect” (confirmed)*\n\n"
        "## Good at\n\n"
        "- SQL  \n  *your words: “SQL” (not confirmed yet)*\n"
        "- calm in incidents  \n  *entered by hand (confirmed)*\n\n"
        "## To be reached\n\n"
        "- lead the design review  \n  *your words: “lead the design review” (not confirmed yet)*\n"
        "  - How one will see it: twice alone  \n    *your words: “once I did it twice alone” (not confirmed yet)*\n"
        "  - By: June  \n    *your words: “June” (confirmed)*\n\n"
        "## Your name, to sign with\n\n"
        "- Mia Çelik  \n  *entered by hand (confirmed)*\n\n"
        "## People\n\n"
        "- Nadia  \n  *from your document: “Nadia, head of data” (not confirmed yet)*\n"
        "  - Role: head of data  \n    *your words: “head of data” (not confirmed yet)*\n"
        "  - How you know each other: we met at PyCon  \n    *your words: “we met at PyCon” (confirmed)*\n\n"
        "## Conversations\n\n"
        "### How do I begin?\n\n"
        "2026-11-20\n\n"
        "**You:**  \nHow do I begin?  \nI am new.\n\nAnd shy.\n\n"
        "**Mentorprep:**  \nLook in the mirror first.\n"
    )


def test_an_empty_brief_is_said_to_be_one() -> None:
    assert as_markdown(Brief(), []) == "# Mentoring Brief\n\nNothing stands in the Brief yet.\n"
    assert "Nothing stands in the Brief yet." in [p.text for p in Document(io.BytesIO(as_docx(Brief()))).paragraphs]


HOSTILE = [
    "![me](https://example.org/pixel.png)",
    "![me][1]",
    "[here](javascript:alert(1))",
    "[1]: https://example.org/",
    "<img src=x onerror=alert(1)>",
    "<https://example.org>",
    "</small><script>alert(1)</script>",
    "&lt;b&gt; &amp; &#60; R&D",
    "# a heading",
    "learn C #",
    "- a list",
    "+ a list",
    "* a list",
    "7. a list",
    "7) a list",
    "> a quotation",
    "---",
    "===",
    "***",
    "```sh",
    "~~~",
    "`code` and ``code``",
    "*em* **strong** _em_ __strong__ ~~gone~~",
    "a | b",
    "|---|---|",
    r"C:\new\*folder",
    "snake_case and $x^2$",
    "[ ] to do",
    "trailing backslash \\",
    "!important",
    "100% <3 a>b",
    "2026. Then",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_do_not_become_markup(words: str) -> None:
    """Read by a reader of Markdown that knows tables and lets HTML through, they are what was typed."""
    brief = Brief(strengths=(fact(words),))
    talk = Transcript(
        title=words, created=AT, messages=(Said(role="user", text=f"a\n{words}\n\n{words}\nb", created=AT),)
    )
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(as_markdown(brief, [talk]))
    )
    kinds = {token.type for token in tokens}
    assert kinds <= {
        *(f"{block}_{end}" for block in ("heading", "paragraph", "bullet_list", "list_item") for end in ("open", "close")),
        "inline",
    }  # fmt: skip
    inline = [token for token in tokens if token.type == "inline"]
    spans = {child.type for token in inline for child in token.children or ()}
    assert spans <= {
        "text",
        "text_special",
        "softbreak",
        "hardbreak",
        "em_open",
        "em_close",
        "strong_open",
        "strong_close",
    }
    shown = ["".join("\n" if c.type.endswith("break") else c.content for c in token.children or ()) for token in inline]
    assert shown[3:] == [
        f"{words}\nyour words: “{words}” (not confirmed yet)",
        "Conversations",
        words,
        "2026-11-20",
        f"You:\na\n{words}",
        f"{words}\nb",
    ]
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2", "h3"]


def test_control_characters_and_line_breaks_do_nothing() -> None:
    brief = Brief(strengths=(fact("SQL\x1b[2J\n\n# Fired\x00\ufffe\r\n- x"),))
    assert "- SQL\\[2J # Fired - x  \n" in as_markdown(brief, [])
    assert any(p.text.startswith("SQL[2J # Fired - x\n") for p in Document(io.BytesIO(as_docx(brief))).paragraphs)


def test_the_docx_is_the_brief_by_headings() -> None:
    document = Document(io.BytesIO(as_docx(BRIEF)))
    assert [(p.style.name, p.text) for p in document.paragraphs if p.style is not None][:4] == [
        ("Title", "Mentoring Brief"),
        ("Normal", "In small type below each line: where it comes from."),
        ("Heading 1", "Next position"),
        ("List Bullet", "data architect\nyour words: “I'd like to be a data architect” (confirmed)"),
    ]
    texts = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "List Bullet 2"]
    assert [text.split("\n")[0] for text in texts] == [
        "How one will see it: twice alone",
        "By: June",
        "Role: head of data",
        "How you know each other: we met at PyCon",
    ]
    for paragraph in document.paragraphs:
        if "\n" in paragraph.text:
            size = paragraph.runs[-1].font.size
            assert size is not None and size.pt == 8
    about = document.core_properties
    assert (about.title, about.author, about.comments) == ("Mentoring Brief", "", "")
    assert about.created is not None and about.created.year >= 2026


@pytest.mark.parametrize("words", HOSTILE)
def test_words_in_a_docx_are_text(words: str) -> None:
    written = as_docx(Brief(strengths=(fact(words),)))
    assert any(p.text.split("\n")[0] == words for p in Document(io.BytesIO(written)).paragraphs)


def exported() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(as_json(BRIEF, [TALK], AT)))
    return data


def test_the_json_has_the_agreed_form() -> None:
    data = exported()
    assert list(data) == ["format", "version", "exported", "brief", "conversations", "letters", "rehearsals"]
    assert (data["format"], data["version"]) == ("mentorprep", 3)
    assert datetime.fromisoformat(data["exported"]) == AT
    assert list(data["conversations"][0]) == ["title", "created", "messages"]
    assert list(data["conversations"][0]["messages"][0]) == ["role", "text", "created"]


@pytest.mark.parametrize("content", [json.dumps(exported()), json.dumps(exported()).encode("utf-8-sig")])
def test_what_was_exported_is_read_again(content: str | bytes) -> None:
    imported = from_json(content)
    assert imported.brief == BRIEF and imported.conversations == (TALK,)


def test_control_characters_do_not_come_in() -> None:
    data = exported()
    data["conversations"][0]["messages"][0]["text"] = "a\x1b]0;owned\x07b\x00\x9bc\n\td"
    data["brief"]["next_role"]["value"] = "\x1b[31mred"
    imported = from_json(json.dumps(data))
    assert imported.conversations[0].messages[0].text == "a]0;ownedbc\n\td"
    assert imported.brief.next_role and imported.brief.next_role.value == "[31mred"


def changed(*place: str | int, to: Any) -> str:
    """The export with one value that is another."""
    data: Any = exported()
    inner = data
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = to
    return json.dumps(data)


MESSAGE = ("conversations", 0, "messages", 0)
BROKEN: list[tuple[str | bytes, str]] = [
    ("", "it is no JSON"),
    ("# Mentoring Brief", "it is no JSON"),
    (b"PK\x03\x04\xff\xfe", "it is no JSON"),
    (b'{"format": "mentorprep\xff"}', "it is no JSON"),
    ('{"format": "\\ud800"}', "it is no JSON"),
    ("\ud800", "it is no JSON"),
    (json.dumps(exported())[:-20], "it is no JSON"),
    ("[" * 100_000, "it is no JSON"),
    ('{"format": "mentorprep", "a": ' * 10_000, "it is no JSON"),
    ("null", "its format is not 'mentorprep'"),
    ("[]", "its format is not 'mentorprep'"),
    ('{"version": 1}', "its format is not 'mentorprep'"),
    (changed("format", to="obsidian"), "its format is not 'mentorprep'"),
    (changed("version", to=4), "newer version of Mentorprep: update this one"),
    (changed("version", to=0), "version: "),
    (changed("version", to="1"), "version: "),
    (changed("version", to=None), "version: "),
    (changed("brief", to=None), "brief: "),
    (changed("brief", "next_role", to="architect"), "brief.next_role: "),
    (changed("brief", "next_role", "confirmed", to="yes"), "brief.next_role.confirmed: "),
    (changed("brief", "next_role", "origin", to="guessed"), "brief.next_role.origin: "),
    (changed("brief", "next_role", "at", to="2026-11-20T08:30:00"), "a time in its Brief has no time zone"),
    (changed("brief", "salary", to=[]), "brief.salary: "),
    (changed("brief", "s" * 9000, to=[]), "brief.sss"),
    (changed("conversations", to={}), "conversations: "),
    (changed("conversations", 0, "title", to=5), "conversations.0.title: "),
    (changed("conversations", 0, "title", to="\x00"), "conversations.0.title: "),
    (changed("conversations", 0, "title", to="x" * 201), "conversations.0.title: "),
    (changed("conversations", 0, "created", to=1763627400), "conversations.0.created: "),
    (changed("conversations", 0, "created", to="2026-11-20T08:30:00"), "conversations.0.created: "),
    (changed(*MESSAGE, "role", to="system"), "conversations.0.messages.0.role: "),
    (changed(*MESSAGE, "text", to=None), "conversations.0.messages.0.text: "),
    (changed(*MESSAGE, "created", to="yesterday"), "conversations.0.messages.0.created: "),
    (changed(*MESSAGE, "text", to="x" * MAX_BYTES), "larger than the 20 MB"),
]


@pytest.mark.parametrize(("content", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_anything_else_is_refused_in_one_clear_line(content: str | bytes, said: str) -> None:
    with pytest.raises(BadInput, match=re.escape(said)) as refused:
        from_json(content)
    line = str(refused.value)
    assert "\n" not in line and len(line) < 300


# What is kept, out and in again


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def store(home: Path) -> Store:
    """A home with a Brief of two revisions and two conversations, one of them with a reply that never came."""
    moments = (AT + timedelta(seconds=n, microseconds=n) for n in range(1000))
    store = Store(home / "mentorprep.db", "local", now=lambda: next(moments))
    store.briefs.save(Brief(), 0, "test")
    store.briefs.save(BRIEF, 1, "test")
    first, second = store.create(), store.create()
    store.finish_turn(
        store.begin_turn(first.id, "How do I begin?\nI am new — ça va?"), "done", "Look 👩‍💻 first.", None
    )
    store.begin_turn(second.id, "And then?")
    store.rename(first.id, "The beginning")
    store.create()
    return store


def said(store: Store) -> list[tuple[str, datetime, list[tuple[str, str, datetime]]]]:
    """All conversations, oldest first, without what is told apart by id."""
    return [
        (c.title, c.created, [(m.role, m.text, m.created) for m in store.messages(c.id) if m.text])
        for c in sorted(store.conversations(), key=lambda c: c.created)
    ]


def test_out_gone_and_in_again(store: Store, home: Path, tmp_path: Path) -> None:
    records, file = Records(home), tmp_path / "export.json"
    before, ids = said(store), {c.id for c in store.conversations()}
    assert len(before) == 2 and before[0][0] == "The beginning"
    file.write_bytes(records.export("json"))
    assert records.erase() == {"conversation": 3, "message": 4, "revision": 2, **NONE}
    assert said(store) == [] and store.briefs.current() == (Brief(), 0)
    assert len(records.import_file(file).conversations) == 2
    assert said(store) == before
    assert store.briefs.current() == (BRIEF, 1)
    assert not ids & {c.id for c in store.conversations()}
    assert [c.title for c in store.conversations()] == ["And then?", "The beginning"]
    assert all(m.status == "done" for c in store.conversations() for m in store.messages(c.id))


def test_an_import_can_be_undone_and_adds_only_what_is_new(store: Store, home: Path, tmp_path: Path) -> None:
    records, file = Records(home), tmp_path / "export.json"
    file.write_bytes(records.export("json"))
    assert records.import_file(file).conversations == ()
    assert len(said(store)) == 2 and store.briefs.current() == (BRIEF, 2), "the same Brief is no change"
    own = BRIEF.model_copy(update={"strengths": ()})
    store.briefs.save(own, 2, "test")
    file.write_text(json.dumps(as_json(BRIEF, [TALK], AT)), encoding="utf-8")
    assert records.import_file(file).conversations == (TALK,)
    assert len(said(store)) == 3 and store.briefs.current() == (BRIEF, 4)
    assert store.briefs.undo() == (own, 5)


def test_a_broken_file_changes_nothing(store: Store, home: Path, tmp_path: Path) -> None:
    file, before = tmp_path / "export.json", Records(home).export("markdown")
    for content, _ in BROKEN:
        file.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        with pytest.raises(BadInput):
            Records(home).import_file(file)
    for missing in (tmp_path / "missing.json", tmp_path):
        with pytest.raises(BadInput, match="cannot be read"):
            Records(home).import_file(missing)
    assert Records(home).export("markdown") == before


def test_each_owner_exports_imports_and_erases_their_own(store: Store, home: Path, tmp_path: Path) -> None:
    before, file = said(store), tmp_path / "export.json"
    other = Records(home, "somebody else")
    assert json.loads(other.export("json"))["conversations"] == []
    assert other.export("markdown").decode() == as_markdown(Brief(), [])
    file.write_text(json.dumps(as_json(Brief(), [TALK], AT)), encoding="utf-8")
    other.import_file(file)
    assert said(store) == before and store.briefs.current() == (BRIEF, 2)
    assert other.erase() == {"conversation": 1, "message": 2, "revision": 0, **NONE}
    assert said(store) == before and store.briefs.current() == (BRIEF, 2)


def test_exporting_does_not_end_an_answer_that_is_on_its_way(store: Store, home: Path) -> None:
    """The app exports in the process that answers."""
    pending = store.begin_turn(store.create().id, "Still there?")
    Records(home).export("markdown")
    statuses = {m.id: m.status for c in store.conversations() for m in store.messages(c.id)}
    assert statuses[pending] == "pending"


def test_there_is_nothing_to_erase_where_nothing_was_kept(home: Path) -> None:
    assert Records(home).erase() == {}
    assert not home.exists()
