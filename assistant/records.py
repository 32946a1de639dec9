"""Everything kept about one person: out, in, and gone."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from assistant.briefs import Briefs
from assistant.errors import BadInput
from assistant.export import MAX_BYTES, Imported, as_json, as_markdown, from_json
from assistant.letters import Letters
from assistant.rehearsals import Rehearsals
from assistant.tables import counted, erase, opened
from assistant.transcripts import Transcripts

Format = Literal["markdown", "docx", "json"]


class Records:
    """Of one owner. Raises StorageError for what the disk does. May be used beside an Assistant at work."""

    def __init__(self, home: Path, owner: str = "local") -> None:
        self._path, self._owner = home / "mentorprep.db", owner

    def export(self, format: Format) -> bytes:
        """The content of a file: Markdown and JSON hold everything, DOCX the Brief. Text is in UTF-8."""
        engine = opened(self._path)
        brief, _ = Briefs(engine, self._owner).current()
        if format == "docx":
            from assistant.docx import as_docx

            return as_docx(brief)
        conversations, letters = Transcripts(engine, self._owner).all(), Letters(engine, self._owner).all()
        rehearsals = Rehearsals(engine, self._owner).all()
        if format == "markdown":
            return as_markdown(brief, conversations, letters, rehearsals).encode()
        data = as_json(brief, conversations, datetime.now(UTC), letters, rehearsals)
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

    def import_file(self, path: Path) -> Imported:
        """Take in an exported JSON file; see `import_bytes`."""
        try:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise BadInput(f"{path} cannot be read ({error.strerror}).") from error
        return self.import_bytes(content)

    def import_bytes(self, content: bytes) -> Imported:
        """Take in exported JSON; returns its Brief, and of all else what was not here yet.

        The Brief takes the place of the one that is here, as a new revision that can be undone; conversations, letters
        and rehearsals are added. The Brief comes first, so that after a failure in between the same file can simply be
        imported again. Raises BadInput and Conflict.
        """
        imported = from_json(content)
        engine = opened(self._path)
        briefs, transcripts = Briefs(engine, self._owner), Transcripts(engine, self._owner)
        brief, revision = briefs.current()
        if imported.brief != brief:
            briefs.save(imported.brief, revision, "import")
        here = set(transcripts.all())
        new = tuple(transcript for transcript in imported.conversations if transcript not in here)
        transcripts.add(new)
        letters = Letters(engine, self._owner).add(imported.letters)
        rehearsals = Rehearsals(engine, self._owner).add(imported.rehearsals)
        return imported.model_copy(update={"conversations": new, "letters": letters, "rehearsals": rehearsals})

    def counted(self) -> Counter[str]:
        """How many rows are kept, by table."""
        return counted(opened(self._path), self._owner)

    def erase(self) -> Counter[str]:
        """Delete everything for good; how many rows, by table.

        Only mentorprep.db knows the person. library.db and chroma beside it are the handbook's index: they hold
        nothing personal, and stay.
        """
        return erase(opened(self._path), self._owner) if self._path.exists() else Counter()
