"""The conversation in the terminal: the same door as the app, and kept in the same place."""

import sys

from assistant.session import Assistant
from assistant.turn import Sentence
from knowledge.errors import MentorprepError
from ui.terminal import Numbering, passage_text, wrap

_HELLO = """Ask about finding, asking, meeting and keeping a mentor, in your own words.
A number shows the passage behind [1], [2] ...; /new starts over, /quit or Ctrl-D ends. All is kept on this machine."""


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
            print("A new conversation.")
        elif said.isdecimal() and 1 <= int(said) <= len(numbering.cited):
            _show_passage(assistant, list(numbering.cited)[int(said) - 1])
        elif said:
            numbering = _answer(assistant, conversation.id, said)


def _answer(assistant: Assistant, conversation_id: str, said: str) -> Numbering:
    numbering = Numbering()
    try:
        for sentence in assistant.reply(conversation_id, said):
            _print_sentence(sentence, numbering)
    except MentorprepError as error:
        print(f"mentorprep: {error}", file=sys.stderr)
    else:
        turn = assistant.messages(conversation_id)[-1].turn
        if turn and turn.topics:
            print("\n" + "\n".join(f"  - {topic}" for topic in turn.topics))
        if numbering.cited:
            print("\n" + numbering.legend())
    sys.stdout.flush()
    return numbering


def _print_sentence(sentence: Sentence, numbering: Numbering) -> None:
    """One sentence a line: what has been printed cannot be wrapped again when the next one comes."""
    if sentence.starts_paragraph:
        print()
    print(wrap(numbering.mark(sentence)), flush=True)


def _show_passage(assistant: Assistant, passage_id: str) -> None:
    passage = assistant.passage(passage_id)
    note = assistant.note(passage.document_id) if passage else None
    print(passage_text(note, passage) if note and passage else "That passage is not in the handbook any more.")


def _edit_lines() -> None:
    try:
        import readline  # noqa: F401  (arrow keys and history at the prompt)
    except ImportError:
        return
