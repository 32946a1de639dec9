"""How far a review may foresee what a fix does: `python -m evals.foresight`.

Each fix that is proposed for the messages of the data is tried in both ways: as the reader foresees it, and by reading
the message again, which is the truth. What is foreseen to mend and does not would be shown to a person as a fix.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.skills.outreach.look import Means, Situation, see
from assistant.skills.outreach.review import foreseen_to_mend, mends, proposals
from evals.drafts import load
from evals.letter_lessons import letter_lessons
from evals.questions import DATA
from knowledge.embeddings import MiniLM
from knowledge.letters import Channel, LetterReader, Medium
from knowledge.spelling import Speller

Letter = tuple[str, Channel, Medium]
_OTHERS = ("drafts_test", "drafts_second")  # the margin was not chosen on them


def tried(letters: Sequence[Letter], means: Means) -> Iterator[tuple[bool, bool]]:
    """(whether it is foreseen to mend, whether it does) of each fix."""
    for text, channel, medium in letters:
        situation = Situation(channel, medium)
        look = see(text, situation, means)
        for seen, edit in zip(look.flaws, proposals(look, situation), strict=True):
            if edit is not None:
                trial = edit, seen.flaw, look, text, situation, means
                yield foreseen_to_mend(*trial), mends(*trial)


def main() -> None:
    embedder = MiniLM()
    reader = LetterReader(embedder)
    means = Means(reader.read, Speller((), embedder.is_common), {}, foresee=reader.foresee)
    taught: list[Letter] = [(lesson.text, lesson.channel, lesson.medium) for lesson in letter_lessons()]
    for name, letters in (("lessons", taught), *((name, _of(name)) for name in ("drafts_dev", *_OTHERS))):
        found = Counter(tried(letters, means))
        print(
            f"{name:14} {found.total():4} fixes: foreseen to mend {found[True, True] + found[True, False]:4}, of these "
            f"wrong {found[True, False]:2}; read again {found[False, True] + found[False, False]:3}, of these do not "
            f"mend {found[False, False]:3}"
        )


def _of(name: str) -> list[Letter]:
    return [(example.text, example.channel, example.medium) for example in load(DATA / f"{name}.jsonl")]


if __name__ == "__main__":
    main()
