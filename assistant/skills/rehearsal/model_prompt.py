"""What a chat model is given to play the mentor: who it is, the last lines, the moves that its line is to make."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from assistant.prompts import Prompt, fence
from assistant.skills.rehearsal.meeting import Move, State
from assistant.skills.rehearsal.model_check import WANTED
from assistant.skills.rehearsal.model_scene import LEADS, Scene, asks, content, leaks
from assistant.skills.rehearsal.persona import Cue, Ending, Persona, Phase, Secret, Temper
from assistant.verify.shape import instructs
from knowledge.text import sentences

_NEAR = 3  # content words that a sentence shares with a secret
_LINES, _LONGEST = 8, 1_500  # lines of the meeting that are shown, characters of one
_TEMPERS: Mapping[Temper, str] = {
    "hard-driving": "fast and straight, in short sentences; you press for facts, and mean no harm by it",
    "soft-spoken": "quiet, slow and exact; you would rather wait than fill a pause",
    "hands-off": "dry and laconic; you offer little unasked, and leave people to find their own way",
    "busy": "brisk, with half an eye on the clock; you come to the point and expect the same",
    "sceptical": "cool and precise; you believe what can be shown, and enjoy a good doubt",
    "talkative": "lively and digressive, one picture after the other; you have to be brought back",
    "vague": "amiable and general; you speak of the bigger picture and laugh at yourself for it",
    "warm": "friendly and direct, in pictures of everyday life; you like people and carry nobody",
}
_MOODS = ("cold and guarded", "polite, and no more than that", "friendly, with some distance", "warm", "warm and open")
_WEARY = ", and your patience is nearly at an end"
_CUES: Mapping[Cue, str] = {  # what the other has done, and what a persona makes of it where that is not free
    "shared_research": "they have read or heard something of yours",
    "gave_reason": "they said why it is you they came to",
    "told_goal": "they said what they want to reach",
    "told_steps": "they said what they have done about it already",
    "invited_criticism": "they asked you for criticism. Accept, and give no more of it than the draft does",
    "built_on_answer": "they took up something that you had said",
    "offered": "they offered you something in return",
    "proposed_rules": "they proposed how you two could work together",
    "took_homework": "they took on something to do",
    "thanked": "they thanked you",
    "asked_time": "they asked whether the time suits you",
    "flattered": "they flattered you. You do not care for it, and turn away from it",
    "wants_decision": "they want you to decide for them. Refuse: do not say, or let them guess, what you would do",
    "asked_favour": "they asked for a favour, a job or a door too early. Refuse, and promise nothing for later",
    "ran_down_boss": "they ran somebody down who is not here. Do not join in",
    "complained": "they complained. Take it in, and do not console",
    "one_word": "they said next to nothing. You want more",
    "silent": "they said nothing at all. Leave them room",
    "monologue": "they talked far too long. Break in, and have them pick one thing",
    "repeated": "they said again what they had said before",
    "asked_secret": "they asked what you hide, or are after. Do not answer that: it takes a question about something",
    "wandered_off": "they strayed from what they came for. Lead back to it",
    "unintelligible": "you did not understand a word. Ask for it again, in plain English",
}
_SHORT: Mapping[Cue, str] = {  # the same, for what annoys somebody or wins them
    "shared_research": "somebody who has read up on them", "gave_reason": "a reason why it is them",
    "told_goal": "a clear goal", "told_steps": "steps already taken", "invited_criticism": "a wish for criticism",
    "built_on_answer": "somebody who listens and builds on it", "offered": "something offered in return",
    "proposed_rules": "proposals of how to work together", "took_homework": "somebody who takes something on",
    "thanked": "thanks", "asked_time": "care for their time", "flattered": "flattery",
    "wants_decision": "being asked to decide for others", "asked_favour": "favours asked too early",
    "ran_down_boss": "talk against somebody absent", "complained": "complaints",
    "one_word": "answers of one word", "silent": "silence", "monologue": "long speeches",
    "repeated": "hearing things twice",
    "asked_secret": "prying", "wandered_off": "straying from the matter", "unintelligible": "what nobody can follow",
}  # fmt: skip
_PHASES: Mapping[Phase, str] = {
    "why_me": "why they came to you, of all people",
    "where_you_are": "where they stand: what they do all day, what rests on them",
    "where_to": "where they want to get to",
    "what_from_me": "what they want from you",
    "what_tried": "what they have tried already",
    "their_story": "what they would like to ask you: the word is theirs",
    "how_we_work": "how you two would work together: how often, how openly, what stays between you",
    "close": "what they take away from this, and do next",
}
_ENDINGS: Mapping[Ending, str] = {
    "good": "you liked this, and want to meet again",
    "fair": "something came of it; you leave open whether there will be more",
    "poor": "you do not think that you are the right one for them; civil, no lecture, no further meeting",
    "offended": "what was just said ends the meeting at once. One or two short, dignified sentences: no insult, no "
    "lecture, no explanation, no thanks, no further meeting",
}
_ASKS = "It puts one question, at the end."
_LEAVES = "It does not end in a question: the word goes back to them, and a pause is theirs to fill."


class MentorLine(Prompt):
    """The variables of the prompt. Whatever somebody wrote is material, and fenced."""

    file: ClassVar[str] = "mentor"
    temper: str
    mood: str
    question: str
    most: str = str(WANTED)
    person: str
    voice: str
    meeting: str
    moves: str
    draft: str


def ask_for(scene: Scene) -> MentorLine:
    """What the model is sent. Nothing of a secret but the one that this line confides, or that was told."""
    persona = scene.persona
    may_ask = any(scene.of(*LEADS)) or (asks(scene.guided) and not any(scene.of("close")))
    return MentorLine(
        temper=_TEMPERS[persona.temper],
        mood=mood(scene.state),
        question=_ASKS if may_ask else _LEAVES,
        person=fence("\n".join(_person(scene)), "person"),
        voice=fence("\n".join(voice(scene)), "voice"),
        meeting=fence("\n".join(_meeting(scene)), "meeting"),
        moves=fence("\n".join(f"{n}. {_put(move, scene)}" for n, move in enumerate(scene.moves, 1)), "moves"),
        draft=fence(scene.guided, "draft"),
    )


def mood(state: State) -> str:
    """How the mentor is disposed just now."""
    return _MOODS[min(state.warmth, len(_MOODS) - 1)] + (_WEARY if state.patience <= 1 else "")


def voice(scene: Scene) -> tuple[str, ...]:
    """A few lines that show how the persona talks: the last ones of each kind, which come up least."""
    persona = scene.persona
    lines = (*persona.receives[-2:], persona.answers[-1], persona.reacts["told_steps"][-1], persona.challenges[-1])
    return tuple(line for line in lines if "{" not in line and line not in scene.guided)


def _person(scene: Scene) -> Iterator[str]:
    persona = scene.persona
    facts = (fact for fact in persona.work if fact not in persona.public)
    known = (
        ("name", persona.name),
        ("role", persona.role),
        ("known as", persona.public),
        *(("known", f) for f in facts),
    )
    yield from (f"{label}: {text}" for label, told in known if (text := _without_orders(told)))
    yield from (f"told already: {story.line}" for story in scene.told if story.id in scene.state.told)
    if aim := agenda(persona, scene):
        yield f"for yourself: {aim}"
    yield f"for yourself: what wins you: {_cues(persona.won_by)}; what annoys you: {_cues(persona.annoyed_by)}"


def agenda(persona: Persona, scene: Scene) -> str:
    """What the persona is after, without the sentences that come near a secret that was not told."""

    def near(sentence: str, secret: Secret) -> bool:
        subject = content(secret.line, secret.subject, secret.question, *secret.about)
        return bool(leaks(sentence, secret, persona)) or len(content(sentence) & subject) >= _NEAR

    whole = (persona.agenda[span.start : span.end] for span in sentences(persona.agenda))
    return " ".join(each for each in whole if not any(near(each, secret) for secret in scene.untold))


def _cues(cues: frozenset[Cue]) -> str:
    return ", ".join(_SHORT[cue] for cue in sorted(cues))


def _meeting(scene: Scene) -> Iterator[str]:
    """The last lines."""
    for said in scene.meeting[-_LINES:]:
        text = _without_orders(said.text)
        cut = text[:_LONGEST] + (" …" if len(text) > _LONGEST else "")
        yield f"{'you' if said.role == 'mentor' else 'they'}: {cut or '…'}"


def _without_orders(text: str) -> str:
    """Without the sentences that give orders to a machine: somebody pasted them in."""
    whole = (text[span.start : span.end] for span in sentences(text))
    return " ".join(each for each in whole if not instructs(each))


def _put(move: Move, scene: Scene) -> str:
    """A move, told to whoever makes it."""
    if move.kind == "react":
        return f"React: {_CUES[move.of]}."  # type: ignore[index]
    if move.kind in ("tell", "confide"):
        story = next(each.line for each in scene.told if each.id == move.of)
        how = "Confide this, which you tell hardly anybody" if move.kind == "confide" else "Tell this of your own life"
        return f"{how}: all that happened, names and numbers as they are, and nothing that is not there: “{story}”"
    if move.kind == "probe":
        return f"Ask {_PHASES[move.of]}."  # type: ignore[index]
    if move.kind == "close":
        return f"Take leave: {_ENDINGS[move.of]}. Ask nothing."  # type: ignore[index]
    return {
        "answer": "Answer what they asked, in a general way or from what was told already: no new story, no advice.",
        "receive": "Take in what they said, in a few words; no judgement, no question.",
        "follow_up": f"Come back to these words of theirs, say them, and ask about them: “{move.theirs}”.",
        "challenge": "What they said is too vague: ask for something one can hold, such as one example or a date.",
        "contradict": f"They said “{move.earlier}” before, and “{move.theirs}” now. Say both, and ask which it is.",
        "set_homework": "Ask them to do one small thing before you talk again: the very thing that the draft names.",
        "name_time": f"Say that {scene.minutes} minutes are left, with the number in digits.",
    }[move.kind]
