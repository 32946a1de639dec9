"""What a question to a persona is about, by what was really learned from real questions."""

from pathlib import Path

import pytest

from assistant.skills.rehearsal.built import from_profile, somebody
from assistant.skills.rehearsal.persona import Persona, personas
from assistant.skills.rehearsal.subjects import OTHER, STRANGE, Subjects
from evals.mentees import CAST, cast
from evals.questions import DATA
from knowledge.embeddings import MiniLM

PEOPLE = [*personas().values(), somebody()]


@pytest.fixture(scope="module")
def subjects() -> Subjects:
    return Subjects(MiniLM())


def nearest(subjects: Subjects, persona: Persona, line: str) -> str:
    sure = subjects.of(persona.id, line)
    return max(sure, key=lambda id: sure[id])


@pytest.mark.parametrize("persona", PEOPLE, ids=lambda persona: persona.id)
def test_all_that_a_persona_can_tell_was_learned(subjects: Subjects, persona: Persona) -> None:
    """If this fails, a persona was changed: write questions for it and run `python -m evals.teach_subjects`."""
    sure = subjects.of(persona.id, "How did you come to where you are?")
    assert list(sure) == [*(story.id for story in (*persona.secrets, *persona.stories)), OTHER, STRANGE]
    assert sum(sure.values()) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("file", "least"), [(CAST, 0.9), (DATA / "mentees_test.yaml", 0.7)], ids=["seen", "fresh"])
def test_questions_of_other_people_are_understood(
    subjects: Subjects, file: Path, least: float, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those were written by others than the questions that were taught; most of these never name their subject."""
    right = [
        nearest(subjects, personas()[id], question) == secret
        for id, known in cast(file).personas.items()
        for secret, questions in known.secrets.items()
        for question in questions
    ]
    share = sum(right) / len(right)
    with capsys.disabled():
        print(f"\nQuestions for something private, {file.name}: {share:.2f} of {len(right)} are understood")
    assert share >= least


def test_what_asks_about_nothing_of_it_is_told_apart(subjects: Subjects) -> None:
    for persona in personas().values():
        assert nearest(subjects, persona, "Is now still a good time for you?") == OTHER
        assert nearest(subjects, persona, "What is the capital of Australia?") == STRANGE


def test_the_end_of_a_long_line_counts(subjects: Subjects) -> None:
    amina = personas()["amina-rahal"]
    question = "Was there a tester whom you shielded for longer than was good for them?"
    assert nearest(subjects, amina, "I test payroll software and I write reports. " * 40 + question) == "carried"


def test_somebody_made_of_a_profile_hears_as_somebody_does(subjects: Subjects) -> None:
    made = from_profile("Ana Silva", "Lead architect\nBuilt the tax portal")
    assert OTHER in subjects.of(made.id, "Which evening at home do you wish you had not missed?")
