"""The conversation in the terminal: the same door as the app, and kept in the same place."""

import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from typing import cast

from assistant.session import Assistant
from assistant.turn import Sentence
from assistant.understand.rehearsing import REHEARSE
from assistant.word.brief import summary
from assistant.word.contacts import contacts
from knowledge.errors import MentorprepError
from ui.terminal import Numbering, Waiting, interruptible, passage_text, wrap

_HELLO = """Tell me about your work and what you want next, or ask about finding, asking and meeting a mentor.
A number shows the passage behind [1], [2] ...; /brief shows what you have said, /undo takes the last change of it back,
/new starts another conversation, /quit or Ctrl-D ends. All is kept on this machine."""
_LEAVES = (
    "{model} helps to understand you and words the answers. For that, each message goes to {host}, with the last "
    "messages of the conversation, the facts of your Brief and passages of the handbook. Nothing else that is kept "
    "here is sent."
)
_REHEARSE = "Rehearse is in the app that `mentorprep` opens; `mentorprep debrief FILE` debriefs a meeting from a file."


def chat(assistant: Assistant) -> int:
    """Talk until the input ends. Returns the exit status."""
    interactive = sys.stdin.isatty()
    if interactive:
        print(_HELLO)
        _edit_lines()
    if host := assistant.choice.host:
        print(wrap(_LEAVES.format(model=assistant.model, host=host)), flush=True)
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
        elif said.startswith("/"):
            print(_command(assistant, *said.split()))
        elif said.isdecimal() and 1 <= int(said) <= len(numbering.cited):
            _show_passage(assistant, list(numbering.cited)[int(said) - 1])
        elif said:
            numbering = _answer(assistant, conversation.id, said)


def _command(assistant: Assistant, name: str, *wanted: str) -> str:
    if name == "/brief":
        return "\n".join(wrap(line, "  ") for line in summary(assistant.brief()[0])) or "Your Brief is still empty."
    if name == "/undo":
        return "Undone." if assistant.undo() else "There is no change to undo."
    if name == "/contacts":
        return _contacts(wanted)
    return "There is no such command: /brief, /undo, /contacts, /new or /quit."


def _answer(assistant: Assistant, conversation_id: str, said: str) -> Numbering:
    numbering = Numbering()
    try:
        stopped = _stream(assistant, conversation_id, said, numbering)
    except MentorprepError as error:
        print(f"mentorprep: {error}", file=sys.stderr)
    else:
        if stopped:
            print("\nStopped. What stands above is kept.")
        else:
            _close(assistant, conversation_id)
        if numbering.cited:
            print("\n" + numbering.legend())
    sys.stdout.flush()
    return numbering


def _stream(assistant: Assistant, conversation_id: str, said: str, numbering: Numbering) -> bool:
    """Print the answer as it comes. Returns whether Ctrl-C stopped it."""
    waiting = Waiting(sys.stdin.isatty() and sys.stdout.isatty())
    answer = cast("Generator[Sentence | None, None, None]", assistant.reply(conversation_id, said))
    with interruptible() as pressed, closing(answer):
        try:
            for sentence in answer:
                if pressed.is_set():
                    return True
                if sentence is None:
                    waiting.show()
                else:
                    waiting.hide()
                    _print_sentence(sentence, numbering)
        finally:
            waiting.hide()
    return False


def _close(assistant: Assistant, conversation_id: str) -> None:
    """What is said after a whole answer."""
    turn = assistant.messages(conversation_id)[-1].turn
    if turn is None:
        return
    if turn.letter is not None:
        print("\n" + wrap("It is kept in Messages, in the app that `mentorprep` opens."))
    if REHEARSE in turn.commands:
        print("\n" + wrap(_REHEARSE))
    if turn.topics:
        print("\n" + "\n".join(f"  - {topic}" for topic in turn.topics))
    if any(move.kind == "care" for move in turn.moves):
        print("\n" + wrap("/contacts COUNTRY shows whom to call, for example /contacts GB."))
    elif turn.question is None and turn.chips:
        print("\n" + wrap("You could say: " + "; ".join(turn.chips)))
    if line := turn.notice:
        print("\n" + wrap(line))


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


def _contacts(wanted: Sequence[str]) -> str:
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
