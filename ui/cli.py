"""The command `mentorprep`. Imports that cost time happen in the command that needs them."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from knowledge.errors import MentorprepError

if TYPE_CHECKING:
    from assistant.records import Records
    from assistant.session import Assistant

DONE, FLOOR_MISSED, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit status: 0 done, 1 a check failed, 2 unusable input."""
    gc.disable()  # a tenth of the start-up time of a command that lives for a second
    _protect()
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except MentorprepError as error:
        print(f"mentorprep: {error}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:  # `mentorprep ask ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    return status


def _protect() -> None:
    """Nothing a person types leaves the machine because of what an environment happens to contain."""
    os.environ["LANGSMITH_TRACING"] = os.environ["LANGCHAIN_TRACING_V2"] = "false"
    os.environ["ANONYMIZED_TELEMETRY"] = "False"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One clear line instead of the whole usage."""
        self.exit(UNUSABLE, f"mentorprep: {message}. See: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="mentorprep", description="Prepare for a mentor. Without a command it opens the web app.")
    parser.add_argument("--port", type=int, default=8501, help="port of the web app (default 8501)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address of the web app (default 127.0.0.1, this machine only)"
    )
    parser.set_defaults(run=_serve)
    commands = parser.add_subparsers(title="commands", metavar="", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(run=run)
        return added

    ask = command("ask", _ask, "one answer, each sentence with the passage it rests on")
    ask.add_argument("question", metavar="QUESTION")
    search = command("search", _search, "the passages nearest to a query")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("-k", type=int, default=5, metavar="N", help="how many passages (default 5)")
    for added in (ask, search):
        added.add_argument(
            "--collection", default="guidance", metavar="NAME", help="what to search (default: the handbook)"
        )
        added.add_argument("--json", action="store_true", help="print one JSON document")
    chat = command("chat", _chat, "the conversation in the terminal")
    respond = command("respond", _respond, "whole conversations from standard input, one JSON object a line each way")
    respond.add_argument(
        "--today", type=_day, metavar="YYYY-MM-DD", help="the day that the conversations take place (default: today)"
    )
    for added in (ask, chat, respond):
        added.add_argument(
            "--model", metavar="SPEC", help="what words the answers (default: guided, no language model)"
        )
    review = command("review", _review, "what could be better in a message to a mentor, and how to mend it")
    review.add_argument("file", nargs="?", default="-", metavar="FILE", help="the message (default -, standard input)")
    review.add_argument(
        "--channel",
        metavar="CHANNEL",
        help="mentor_request_email, linkedin_note, intro_request, followup, thank_you or graceful_exit",
    )
    review.add_argument(
        "--medium", metavar="MEDIUM", help="email, linkedin or chat (default: linkedin for a note, else email)"
    )
    review.add_argument("--brief", type=Path, metavar="FILE", help="your Brief, as `export --format json` wrote it")
    review.add_argument("--json", action="store_true", help="print one JSON document")
    review.add_argument(
        "--jsonl", action="store_true", help='many, one object a line: {"id", "channel", "medium", "text"}'
    )
    debrief = command("debrief", _debrief, "what a meeting with a mentor shows, and what to practise next")
    debrief.add_argument(
        "file", nargs="?", default="-", metavar="FILE",
        help='the meeting: [{"role": "mentor|mentee", "text": "..."}], or lines "Mentor: ...", "Me: ..." (default -)',
    )  # fmt: skip
    debrief.add_argument("--json", action="store_true", help="print one JSON document")
    show = command("show", _show, "a passage by its id, in its note, with its sources")
    show.add_argument("passage", metavar="PASSAGE_ID")
    evals = command("eval", _eval, "how good the assistant is, measured on labelled questions and conversations")
    evals.add_argument(
        "suites",
        nargs="*",
        metavar="SUITE",
        help="retrieval, answers, intents, objectives, drafts, rehearsals (or all)",
    )
    evals.add_argument("--data", type=Path, metavar="FILE", help="labelled data of one's own, one JSON object a line")
    evals.add_argument("--corpus", type=Path, metavar="DIR", help="search only the text and Markdown files of a folder")
    evals.add_argument(
        "--model", metavar="SPEC", action="append", help="what words the answers (default: guided); may be repeated"
    )
    evals.add_argument("--report", type=Path, metavar="DIR", help="write the tables and every item there")
    evals.add_argument("--json", action="store_true", help="print one JSON document")
    export = command("export", _export, "everything kept about you, to take to a mentor or to import again")
    export.add_argument(
        "--format",
        choices=("markdown", "docx", "json"),
        default="markdown",
        help="markdown (default), docx: the Brief alone, json: for import",
    )
    export.add_argument("--output", metavar="FILE", default="-", help="where to write it (default -, standard output)")
    importing = command("import", _import, "take in what `export --format json` wrote, beside what is here")
    importing.add_argument("file", type=Path, metavar="FILE")
    erase = command("erase", _erase, "delete everything kept about you, for good")
    erase.add_argument("--yes", action="store_true", help="do not ask first")
    command("doctor", _doctor, "settings, versions and the state of the index")
    return parser


def _serve(options: argparse.Namespace) -> int:
    from assistant.settings import Settings
    from ui.serve import serve

    if not 0 <= options.port <= 65535:
        raise MentorprepError(f"{options.port} is not a port: choose one from 1 to 65535, for example --port 8502.")
    gc.enable()
    Settings.read()  # a wrong setting is said here, not in the browser
    return serve(options.host, options.port)


def _assistant(options: argparse.Namespace) -> "Assistant":
    from knowledge.embeddings import MiniLM

    embedder = MiniLM()
    loading = embedder.load_in_background()  # beside the imports that follow
    try:
        from assistant.session import Assistant
        from assistant.settings import Settings
        from ui.terminal import progress_bar

        assistant = Assistant(Settings.read(getattr(options, "model", None)), embedder=embedder)
        with progress_bar("Building the index of the handbook") as progress:
            assistant.warm_up(progress)
    finally:
        loading.join()  # a process that ends while the model is still being loaded is aborted by onnxruntime
    return assistant


def _ask(options: argparse.Namespace) -> int:
    from assistant.incoming import clean
    from assistant.wire import answer_json
    from ui.terminal import answer_text

    clean(options.question)  # before anything slow
    turn = _assistant(options).ask(options.question, collection=options.collection)
    if options.json:
        fault = turn.fault.kind if turn.fault else None
        print(json.dumps(answer_json(turn) | {"fault": fault}, ensure_ascii=False))
    else:
        print(answer_text(turn))
    if line := turn.notice:
        _tell(line)
    return DONE


def _search(options: argparse.Namespace) -> int:
    from assistant.incoming import clean
    from assistant.wire import search_json
    from ui.terminal import search_text

    clean(options.query)
    if options.k < 1:
        raise MentorprepError(f"-k {options.k} asks for no passage: give a number from 1.")
    result = _assistant(options).search(options.query, options.k, options.collection)
    print(json.dumps(search_json(result), ensure_ascii=False) if options.json else search_text(result))
    return DONE


def _chat(options: argparse.Namespace) -> int:
    from ui.chat_terminal import chat

    assistant = _assistant(options)
    gc.enable()
    return chat(assistant)


def _respond(options: argparse.Namespace) -> int:
    from ui.respond import respond

    assistant = _assistant(options)
    gc.enable()
    for line in respond(assistant, sys.stdin.buffer, options.today, _tell):
        print(line, flush=True)
    return DONE


def _tell(line: str) -> None:
    """Something that does not keep a command from its work."""
    sys.stdout.flush()
    print(f"mentorprep: {line}", file=sys.stderr, flush=True)


def _day(text: str) -> datetime:
    """Noon of it, so that it is the same day in nearly every zone."""
    try:
        return datetime.combine(date.fromisoformat(text), time(12), UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write it like 2026-11-26") from None


def _review(options: argparse.Namespace) -> int:
    from ui.reading import read_lines, read_text
    from ui.review import channel_and_medium, read_brief, review_lines, review_one

    brief = read_brief(options.brief) if options.brief else None
    if not options.jsonl:
        channel, medium = channel_and_medium(options.channel, options.medium)
        text = read_text(options.file, sys.stdin.buffer, "The message")  # before anything slow
        print(review_one(_assistant(options), text, channel, medium, brief, options.json))
        return DONE
    lines = read_lines(options.file, sys.stdin.buffer)
    assistant, unusable = _assistant(options), 0
    gc.enable()
    for line, usable in review_lines(assistant, lines, brief, options.channel, options.medium):
        print(line, flush=True)
        unusable += not usable
    if unusable:
        raise MentorprepError(f'{_count(unusable, "line")} could not be read: see "error" in the output.')
    return DONE


def _debrief(options: argparse.Namespace) -> int:
    from assistant.skills.rehearsal.transcript import parse
    from assistant.wire import debrief_json
    from ui.debrief_terminal import debrief_text
    from ui.reading import read_text

    meeting = parse(read_text(options.file, sys.stdin.buffer, "The meeting"))  # before anything slow
    assistant = _assistant(options)
    debrief = assistant.debrief(meeting, assistant.brief()[0])  # their own Brief makes the better lines
    print(json.dumps(debrief_json(debrief), ensure_ascii=False) if options.json else debrief_text(debrief))
    return DONE


def _show(options: argparse.Namespace) -> int:
    from ui.terminal import passage_text

    assistant = _assistant(options)
    passage = assistant.passage(options.passage)
    note = assistant.note(passage.document_id) if passage else None
    if passage is None or note is None:
        raise MentorprepError(
            f"There is no passage {options.passage!r}: ids stand below each answer of `mentorprep ask`."
        )
    print(passage_text(note, passage))
    return DONE


def _eval(options: argparse.Namespace) -> int:
    from assistant.settings import Settings
    from evals import report, runner
    from ui.terminal import progress_bars

    names = runner.chosen(options.suites, options.data, options.corpus)
    gc.enable()
    with progress_bars() as progress:
        results = [
            result
            for model in options.model or [None]
            for result in runner.evaluate(names, Settings.read(model), options.data, options.corpus, progress)
        ]
    print(json.dumps(report.as_json(results), ensure_ascii=False) if options.json else report.as_text(results))
    if options.report:
        for path in report.write(results, options.report):
            print(path, file=sys.stderr)
    if options.data or options.corpus:
        return DONE  # floors hold for the committed questions over the handbook
    for line in (missed := runner.missed(results)):
        print(f"mentorprep: {line}", file=sys.stderr)
    return FLOOR_MISSED if missed else DONE


def _records() -> "Records":
    from assistant.models import GUIDED
    from assistant.records import Records
    from assistant.settings import Settings

    return Records(Settings.read(GUIDED).home)  # a model that cannot be used keeps nobody from their own data


def _export(options: argparse.Namespace) -> int:
    if options.format == "docx" and options.output == "-":
        raise MentorprepError("A DOCX cannot be printed: name a file for it, for example --output brief.docx.")
    content = _records().export(options.format)
    if options.output == "-":
        sys.stdout.buffer.write(content)  # UTF-8 wherever it goes
        return DONE
    try:
        Path(options.output).write_bytes(content)
    except OSError as error:
        raise MentorprepError(
            f"{options.output} cannot be written ({error.strerror}): name another file with --output."
        ) from error
    print(options.output, file=sys.stderr)
    return DONE


def _import(options: argparse.Namespace) -> int:
    imported = _records().import_file(options.file)
    brief = "an empty Brief" if imported.brief.empty else "the Brief"
    came = [brief, _count(len(imported.conversations), "new conversation")]
    came += [f"{_count(len(imported.letters), 'new message')} to a mentor"] if imported.letters else []
    came += [_count(len(imported.rehearsals), "new rehearsal")] if imported.rehearsals else []
    print(f"Imported: {_listed(came)}.")
    return DONE


def _erase(options: argparse.Namespace) -> int:
    if not options.yes:
        if not sys.stdin.isatty():
            raise MentorprepError("Nothing was erased: there is no terminal to ask on, so confirm with --yes.")
        print(
            "This deletes your Brief and all conversations, messages and rehearsals for good. Type erase to go on: ",
            end="", file=sys.stderr,
        )  # fmt: skip
        sys.stderr.flush()
        if sys.stdin.readline().strip().lower() != "erase":
            raise MentorprepError("Nothing was erased: it was not confirmed.")
    rows = _records().erase()
    gone = [_count(rows["conversation"], "conversation"), _count(rows["message"], "message")]
    gone += [f"{_count(rows['revision'], 'version')} of the Brief"]
    gone += [f"{_count(rows['letter'], 'message')} to a mentor"] if rows["letter"] else []
    gone += [_count(rows["rehearsal"], "rehearsal")] if rows["rehearsal"] else []
    print(f"Erased: {_listed(gone)}. Exports and backups of your own are not touched.")
    return DONE


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _doctor(options: argparse.Namespace) -> int:
    from ui.doctor import doctor

    return doctor()


if __name__ == "__main__":
    sys.exit(main())
