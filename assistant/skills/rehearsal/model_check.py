"""What no line that a chat model words for the mentor may do: leak, coach, decide, invent, leave moves undone. Pure."""

import re
from collections.abc import Callable, Sequence

from assistant.skills.rehearsal.model_scene import (
    LEADS,
    TELLS,
    USUAL,
    Scene,
    alike,
    asks,
    carries,
    content,
    leaks,
    open_lines,
)
from assistant.skills.rehearsal.model_tells import (
    BREAKS_OFF,
    COACHES,
    DECIDES,
    DIRECTIONS,
    GESTURES,
    GRANTS,
    LABEL,
    LISTS,
    MARKUP,
    OF_ITSELF,
    PROMISES,
    PUTS_UP,
    REQUESTS,
    RUDE,
    TAKES_LEAVE,
    URGES,
)
from assistant.skills.rehearsal.tells import conduct
from assistant.understand.language import is_english
from assistant.verify import names, numbers
from knowledge.text import sentences, words

MOST, WANTED = 80, 60  # words of a line: that are shown, that are asked for
_CARRIED = 1 / 3  # of the content words of what is told
_TASK = 1 / 5  # of those of the guided line that sets homework
_AIMS = 3  # content words of the agenda that give it away
_BRIEF = 5  # words of a question that is none: 'you found that?'
_SMALL = 12.0  # numbers up to here are manners of speaking
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)['‘][^'’?]*[?][^'’]*['’]")
_QUOTES = str.maketrans("", "", '“”"')
_INVITES: frozenset[str] = frozenset(  # what is answered by a question, though no move puts one
    ("wants_decision", "ran_down_boss", "one_word", "silent", "unintelligible", "monologue", "complained", "repeated")
)


def fault(line: str, scene: Scene, examples: Sequence[str] = ()) -> str | None:
    """Why a line may not be said, or None. `examples`: lines of the persona's that the model was shown as its voice."""
    if not words(line):
        return "is empty"
    checks: tuple[Callable[[str, Scene], str | None], ...] = (
        _form, _character, _privacy, _invention, _refusal, _close, _question, _moves
    )  # fmt: skip
    found = (check(line, scene) for check in checks)
    return next(filter(None, found), None) or _repetition(line, scene, examples)


def _form(line: str, scene: Scene) -> str | None:
    if len(line.split()) > MOST:
        return f"is longer than {MOST} words"
    if any(not (c.isprintable() or c.isspace()) or c > "\u2fff" for c in line):
        return "has characters that nobody speaks"
    if "\n" in line.strip() or MARKUP.search(line):
        return "has markup"
    name = re.escape(scene.persona.name.split()[0])
    gestures = rf"\W*(?:(?i:{GESTURES[0]})|(?:[Hh]e|[Ss]he|{name})(?: \w+)? {GESTURES[1]})"
    if DIRECTIONS.search(line) or re.match(gestures, line):
        return "has a stage direction"
    if LABEL.search(line) or PUTS_UP.search(line):
        return "speaks for the other"
    return None if is_english(line) else "is not English"


def _character(line: str, scene: Scene) -> str | None:
    theirs = scene.meeting[-1].text if scene.meeting and scene.reacts_to("asked_secret") else ""
    said = f"{scene.guided} {theirs}".lower()  # some personas talk that way, and it may be what was asked
    for pattern, why in ((OF_ITSELF, "speaks of itself or of its task"), (COACHES, "coaches")):
        for match in pattern.finditer(line):
            if match[0].lower() not in said:
                return f"{why} ({match[0].lower()!r})"
    if LISTS.search(line) and not LISTS.search(scene.guided):
        return "gives a list of advice"
    told = re.sub(r"[^.!?]*\?", " ", line)
    if (found := URGES.search(told)) and not (any(scene.of("set_homework", *TELLS)) or URGES.search(scene.guided)):
        return f"gives advice ({found[0].lower()!r})"
    return "is rude" if RUDE.search(line) or conduct(line) else None


def _invention(line: str, scene: Scene) -> str | None:
    """What nobody has told: the persona has said no such name, and no such number."""
    there = (scene.known, *open_lines(scene.persona))
    if name := names.new_name(line.translate(_QUOTES), *there, USUAL):
        return f"brings in the name {name!r}"
    told = {number.value for text in there for number in numbers.quantities(text)} | {float(scene.minutes)}
    of_now = not any(scene.of(*TELLS))  # 'a quarter of an hour' of this meeting
    for number in numbers.quantities(line):
        is_time = of_now and number.unit == "minute" and number.value * number.times <= scene.persona.minutes
        if number.value > _SMALL and number.value not in told and not is_time:
            return f"brings in the number {number.value:g}"
    return None


def _privacy(line: str, scene: Scene) -> str | None:
    for secret in scene.untold:
        if found := leaks(line, secret, scene.persona, scene.known):
            return f"tells of {secret.subject!r} ({found})"
    aims = (content(scene.persona.agenda) & content(line)) - content(scene.known)
    return f"tells what it is after ({', '.join(sorted(aims))})" if len(aims) >= _AIMS else None


def _refusal(line: str, scene: Scene) -> str | None:
    """What was asked and is refused is not given all the same."""
    if scene.reacts_to("wants_decision") and (found := DECIDES.search(line)) and not _is_ours(found, scene):
        return f"decides for the other ({found[0].lower()!r})"
    if scene.reacts_to("asked_favour") and (found := GRANTS.search(line)) and not _is_ours(found, scene):
        return f"grants a favour ({found[0].lower()!r})"
    return None


def _question(line: str, scene: Scene) -> str | None:
    """Not two of them, and none at the end where the moves leave the word to the other."""
    put = [len(words(each)) for each in re.findall(r"[^.!?]*\?", _QUOTED.sub(" ", line))]
    if len(put) > 2 or sum(number > _BRIEF for number in put) > max(1, scene.guided.count("?")):
        return "asks more than one question"
    may_ask = any(scene.of(*LEADS)) or any(map(scene.reacts_to, _INVITES)) or asks(scene.guided)
    return None if may_ask or not asks(line) else "asks where it should leave the word to the other"


def _close(line: str, scene: Scene) -> str | None:
    move = next(scene.of("close"), None)
    if move is None:
        return "takes leave too early" if BREAKS_OFF.search(line) and not _is_ours_at_all(BREAKS_OFF, scene) else None
    if asks(line) and not asks(scene.guided):
        return "asks something at the end"
    if not TAKES_LEAVE.search(line):
        return "does not take leave"
    if move.of in ("poor", "offended") and PROMISES.search(line) and not _is_ours_at_all(PROMISES, scene):
        return "promises another meeting"
    return None


def _moves(line: str, scene: Scene) -> str | None:
    """Whether each move was made, as far as words tell."""
    last, end = scene.moves[-1].kind if scene.moves else "", _last_sentences(line)
    if last in ("probe", "challenge") and not ("?" in end or REQUESTS.search(end)):
        return "does not end in a question"
    for move in scene.of("follow_up", "contradict"):
        for piece in filter(None, (move.theirs, move.earlier)):
            if not content(piece) & content(line):
                return f"does not come back to {piece!r}"
    for move in scene.of(*TELLS):
        story = next((each for each in scene.told if each.id == move.of), None)
        if story and carries(line, story.line) < _CARRIED:
            return "does not tell what it has to tell"
    if any(scene.of("name_time")) and scene.minutes not in {n.value * n.times for n in numbers.quantities(line)}:
        return "does not say how many minutes are left"
    if any(scene.of("set_homework")) and carries(line, scene.guided) < _TASK:
        return "does not set the task"
    return None


def _repetition(line: str, scene: Scene, examples: Sequence[str]) -> str | None:
    own = [said.text for said in scene.meeting if said.role == "mentor"]
    theirs = [said.text for said in scene.meeting[-1:] if said.role == "mentee"]
    for earlier in (*own, *theirs, *examples):
        if alike(line, earlier):
            return "says again what was said"
    return None


def _last_sentences(line: str) -> str:
    """The last two, because some add a word to what they ask."""
    spans = sentences(line)
    return line[spans[-2 if len(spans) > 1 else -1].start :]


def _is_ours(found: re.Match[str], scene: Scene) -> bool:
    return found[0].lower() in scene.guided.lower()


def _is_ours_at_all(pattern: re.Pattern[str], scene: Scene) -> bool:
    return bool(pattern.search(scene.guided))
