"""The conversation in the terminal: the same door as the app, and kept in the same place."""

import sys

from assistant.session import Assistant
from assistant.turn import Sentence
from assistant.word.brief import summary
from assistant.word.contacts import contacts
from knowledge.errors import MentorprepError
from ui.terminal import Numbering, passage_text, wrap

_HELLO = """Tell me about your work and what you want next, or ask about finding, asking and meeting a mentor.
A number shows the passage behind [1], [2] ...; /brief shows what you have said, /undo takes the last change of it back,
/new starts another conversation, /quit or Ctrl-D ends. All is kept on this machine."""


def chat(assistant: Assistant) -> int:
    """Talk until the input ends. Returns the exit status."""
    interactive = sys.stdin.isatty()
    if interactive:
        print(_HELLO)
        _edit_lines()
    conversation = assistant.create()
    numbering = Numbering()
    while True:
        try:
            said = input("\n> " if interactive else "").strip()
        except EOFError:
            return 0
        if said in ("/quit", "/exit", "/q"):
            return 0
        if said == "/new":
            conversation, numbering = assistant.create(), Numbering()
            print("A new conversation; your Brief stays.")
        elif said == "/brief":
            print("\n".join(wrap(line, "  ") for line in summary(assistant.brief()[0])) or "Your Brief is still empty.")
        elif said == "/undo":
            print("Undone." if assistant.undo() else "There is no change to undo.")
        elif said.split()[0] == "/contacts":
            print(_contacts(said.split()[1:]))
        elif said.startswith("/"):
            print("There is no such command: /brief, /undo, /contacts, /new or /quit.")
        elif said.isdecimal() and 1 <= int(said) <= len(numbering.cited):
            _show_passage(assistant, list(numbering.cited)[int(said) - 1])
        elif said:
            numbering = _answer(assistant, conversation.id, said)


def _answer(assistant: Assistant, conversation_id: str, said: str) -> Numbering:
    numbering = Numbering()
    try:
        for sentence in assistant.reply(conversation_id, said):
            if sentence is not None:
                _print_sentence(sentence, numbering)
    except MentorprepError as error:
        print(f"mentorprep: {error}", file=sys.stderr)
    else:
        turn = assistant.messages(conversation_id)[-1].turn
        if turn and turn.topics:
            print("\n" + "\n".join(f"  - {topic}" for topic in turn.topics))
        if turn and any(move.kind == "care" for move in turn.moves):
            print("\n" + wrap("/contacts COUNTRY shows whom to call, for example /contacts GB."))
        elif turn and turn.question is None and turn.chips:
            print("\n" + wrap("You could say: " + "; ".join(turn.chips)))
        if numbering.cited:
            print("\n" + numbering.legend())
    sys.stdout.flush()
    return numbering


def _print_sentence(sentence: Sentence, numbering: Numbering) -> None:
    """One sentence a line: what has been printed cannot be wrapped again when the next one comes."""
    if sentence.starts_paragraph:
        print()
    for line in numbering.mark(sentence).split("\n"):
        print(wrap(line), flush=True)


def _show_passage(assistant: Assistant, passage_id: str) -> None:
    passage = assistant.passage(passage_id)
    note = assistant.note(passage.document_id) if passage else None
    print(passage_text(note, passage) if note and passage else "That passage is not in the handbook any more.")


def _contacts(wanted: list[str]) -> str:
    """Whom to call in a country; without one, which there are."""
    countries = {country.code: country for country in contacts()}
    country = countries.get(wanted[0].upper()) if wanted else None
    if country is None:
        known = ", ".join(f"{code} {each.name}" for code, each in countries.items())
        return wrap(f"Checked contacts: {known}. Elsewhere: the local emergency number, a doctor, or the police.")
    lines = [f"Emergency: {country.emergency.number}  ({country.emergency.source})"]
    lines += [f"{c.name}: {c.number}, {c.note}  ({c.source}, {c.checked})" for c in country.contacts]
    return "\n".join(wrap(line, "  ") for line in lines)


def _edit_lines() -> None:
    try:
        import readline  # noqa: F401  (arrow keys and history at the prompt)
    except ImportError:
        return
