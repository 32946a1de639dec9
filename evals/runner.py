"""Run suites: which data, over which documents, against which floors."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.session import Assistant
from assistant.settings import Settings
from evals import answers, drafts, intents, objectives, rehearsals, retrieval
from evals.bag_of_words import INTENTS_TAUGHT, TALKS_TAUGHT, BagOfWords
from evals.letter_lessons import LETTERS
from evals.metrics import Metric
from evals.questions import DATA, Question, load_questions
from evals.rows import BadData
from evals.suite import Baseline, Item, Progress, Result, Suite, Summary, System
from evals.turn_lessons import SCENES
from knowledge.sources import Folder

HANDBOOK_TEST, HANDBOOK_DEV = DATA / "handbook_test.jsonl", DATA / "handbook_dev.jsonl"
ARTICLES_TEST = DATA / "articles_test.jsonl"


def chosen(names: Sequence[str], data: Path | None = None, corpus: Path | None = None) -> list[str]:
    """The suites to run: where none is named all, or with `corpus` those that search documents.

    Raises BadData for an unknown one, and for data or a corpus that not all of them can use.
    """
    for name in names:
        if name not in SUITES:
            raise BadData(f"There is no suite {name!r}: choose among {', '.join(SUITES)}.")
    searching = [name for name, suite in SUITES.items() if suite.corpus_data]
    picked = list(dict.fromkeys(names)) or (searching if corpus else list(SUITES))
    if corpus and (others := [name for name in picked if name not in searching]):
        raise BadData(
            f"--corpus is for {' and '.join(searching)}, which search documents: leave it away for {others[0]}."
        )
    if data and len({SUITES[name].load for name in picked}) > 1:
        raise BadData(
            f"The lines of {data} have one form, but {', '.join(picked)} read different ones: name one suite."
        )
    return picked


def evaluate(
    names: Sequence[str],
    settings: Settings,
    data: Path | None = None,
    corpus: Path | None = None,
    progress: Callable[[str], Progress] = lambda _: lambda _done, _total: None,
) -> list[Result]:
    """Run the suites one after the other; `progress(suite)` gives the reporter of each.

    With `corpus` only that folder's documents are searched, in an index that is thrown away afterwards.
    Raises BadData, UnreadableSource or StorageError.
    """
    suites = {name: SUITES[name] for name in chosen(names, data, corpus)}
    files = {name: data or (corpus and suite.corpus_data) or suite.data for name, suite in suites.items()}
    lines = {name: suite.load(files[name]) for name, suite in suites.items()}
    results = []
    with _system(settings, corpus) as system:
        texts = system.texts
        for name, suite in suites.items():
            if suite.corpus_data:
                _check(files[name], lines[name], texts)
        for name, suite in suites.items():
            items = suite.run(system, lines[name], progress(name))
            words = suite.baseline(texts, corpus)
            baseline = suite.run(words, lines[name], lambda _done, _total: None) if words else []
            results.append(
                Result(name, system.model, suite.summarise(items), items, _comparable(suite.summarise, baseline))
            )
    return results


def missed(results: Sequence[Result]) -> list[str]:
    """One line for each floor that was not reached; what the data has nothing of is not judged."""
    lines = []
    for result in results:
        for name, floor in SUITES[result.suite].floors.items():
            value = result.metrics[name].value
            if value < floor:
                lines.append(f"{result.suite}: {name} is {value:.3f}, below its floor of {floor:.2f}.")
    return lines


@contextmanager
def _system(settings: Settings, corpus: Path | None) -> Iterator[System]:
    if corpus is None:
        yield Assistant(settings)
        return
    source = Folder(corpus)
    with tempfile.TemporaryDirectory(prefix="mentorprep-", ignore_cleanup_errors=True) as home:
        yield Assistant(settings).over(source, Path(home))


def _check(path: Path, questions: Sequence[Question], texts: Mapping[str, str]) -> None:
    """Raises BadData where evidence cannot be looked up: a score of zero for a missing file would mislead."""
    for question in questions:
        try:
            pieces = question.pieces(texts)
        except BadData as error:
            raise BadData(f"{path.name}, question {question.id!r}: {error}.") from error
        if strangers := {q.document for piece in pieces for q in piece[:1]} - texts.keys():
            raise BadData(
                f"{path.name}, question {question.id!r} names {sorted(strangers)[0]!r}, which is not among the "
                "documents: say --corpus DIR with the folder that holds it."
            )


def _searching(texts: Mapping[str, str], corpus: Path | None) -> System:
    """For answers it needs a floor: over the handbook, the one that serves the development questions best."""
    if corpus is not None:
        return BagOfWords(texts)
    words = BagOfWords(texts)
    scores = [(words.search(q.question, 1), q.answerable) for q in load_questions(HANDBOOK_DEV)]
    signals = [(r.hits[0].score if r.hits else 0.0, answerable) for r, answerable in scores]
    return BagOfWords(texts, max((score for score, _ in signals), key=lambda floor: _balanced(signals, floor)))


def _taught(by: Path) -> Baseline:
    """None as long as there is nothing to teach with."""
    return lambda texts, _: BagOfWords(texts) if by.exists() else None


def _balanced(signals: Sequence[tuple[float, bool]], floor: float) -> float:
    yes = [score >= floor for score, answerable in signals if answerable]
    no = [score < floor for score, answerable in signals if not answerable]
    return sum(yes) / len(yes) + sum(no) / len(no)


def _comparable(summarise: Summary, items: Sequence[Item]) -> dict[str, Metric]:
    """The baseline writes no sentences, so it has no citations."""
    ours = ("citation", "supported", "unsupported")
    return {name: metric for name, metric in summarise(items).items() if metric.n and not name.startswith(ours)}


SUITES: dict[str, Suite[Any]] = {
    "retrieval": Suite(
        HANDBOOK_TEST, load_questions, retrieval.run, retrieval.summarise, _searching,
        floors={"document@3": 0.91, "answerable_auroc": 0.97, "answerable_auroc:near": 0.96},
        corpus_data=ARTICLES_TEST,
    ),
    "answers": Suite(
        HANDBOOK_TEST, load_questions, answers.run, answers.summarise, _searching,
        floors={
            "answered_rate": 0.90, "abstained_rate": 0.90, "citation_precision": 0.79, "supported_sentences": 1.0,
        },
        corpus_data=ARTICLES_TEST,
    ),
    "intents": Suite(
        DATA / "intents_test.jsonl", intents.load, intents.run, intents.summarise, _taught(by=INTENTS_TAUGHT),
        floors={"lenient_accuracy": 0.88, "recall:unsafe_or_crisis": 0.84, "crisis_precision": 0.75},
    ),
    "objectives": Suite(
        DATA / "objectives_test.jsonl", objectives.load, objectives.run, objectives.summarise, _taught(by=TALKS_TAUGHT),
        floors={"f1": 0.83},
    ),
    "drafts": Suite(
        DATA / "drafts_test.jsonl", drafts.load, drafts.run, drafts.summarise, _taught(by=LETTERS),
        floors={"macro_f1": 0.88, "clean_pass_rate": 0.9},
    ),
    "rehearsals": Suite(
        DATA / "rehearsals_test.jsonl", rehearsals.load, rehearsals.run, rehearsals.summarise, _taught(by=SCENES),
        floors={"macro_f1_good": 0.85, "macro_f1_poor": 0.80, "quote_validity": 1.0},
    ),
}  # fmt: skip
