"""Every line of the web app that a person reads. Plain, warm, brief; read aloud before it ships."""

from typing import Final

from knowledge.bibliography import Kind
from knowledge.types import Step, Strength

APP: Final = "Mentorprep"
CHAT: Final = "Chat"
GUIDANCE: Final = "Guidance"

# The empty chat
WELCOME: Final = "Get ready for your mentor"
WHAT: Final = (
    "A place to work out what you want from a mentor, whom to ask and what to say, "
    "with advice that shows where it comes from."
)
PRIVACY: Final = "What you write stays on this machine."
BEGIN: Final = "Some ways to begin"

# The conversation
PLACEHOLDER: Final = "Ask about mentors and mentoring"
PLACEHOLDER_WAIT: Final = "One moment, the guidance is opening"
YOU: Final = "You"
READING: Final = "Looking through the guidance"
STOPPED: Final = "You stopped this answer."
FAILED: Final = "This answer did not come through. Your question is kept."
INTERRUPTED: Final = "This answer was interrupted. Your question is kept."
TRY_AGAIN: Final = "Try again"
COVERED: Final = "The guidance does answer these"
COPY: Final = "Copy"
COPY_SOURCES: Final = "Sources"
GONE: Final = "That conversation is not here any more. Here is an empty page."
NOT_SENT: Final = "Your message, so that it is not lost:"

# The list of conversations
CONVERSATIONS: Final = "Conversations"
NEW: Final = "New conversation"
NO_CONVERSATIONS: Final = "What you talk about will be listed here."
UNTITLED: Final = "New conversation"
OLDER: Final = "Show older ones"
DELETE: Final = "Delete this conversation"
DELETE_TITLE: Final = "Delete this conversation?"
DELETE_WHAT: Final = "Its questions and answers will be gone for good."
DELETE_YES: Final = "Delete"
DELETE_NO: Final = "Keep it"

# A passage and its note
IN_GUIDANCE: Final = "Open in Guidance"
PASSAGE_GONE: Final = "This note has been rewritten since the answer was given. This is what it said then:"
SOURCES: Final = "Sources"
ALL_SOURCES: Final = "The sources of all notes"
SOURCES_WHAT: Final = "Everything that the notes rest on, and the notes that rest on it."
NO_AUTHOR: Final = "Author not named"
ANSWERS: Final = "Questions it answers"
ALL_NOTES: Final = "All guidance"
NOTE_GONE: Final = "There is no such note in the guidance any more. Here is all that there is."
PASSAGE_MOVED: Final = "This note has been rewritten since, so the passage you followed is not marked."

# The handbook
GUIDANCE_WHAT: Final = "The notes that every answer rests on, in the order of the journey. Each one names its sources."
SEARCH: Final = "Search the guidance"
SEARCH_HINT: Final = "What are you looking for?"
SEARCH_WAIT: Final = "Search opens in a moment"
NOTHING_FOUND: Final = "Nothing in the guidance comes close to this."
WEAK: Final = "The guidance does not seem to cover this. The nearest passages are:"

# Waiting, and when things go wrong
OPENING: Final = "Opening the guidance. This takes a few seconds."
NOT_STARTED: Final = "The guidance could not be opened. The reason is where Mentorprep was started, in the terminal."
UNEXPECTED: Final = "Something went wrong on our side. What you wrote is kept; please try again."

STEPS: Final[dict[Step, tuple[str, str]]] = {
    "look in the mirror": ("Look in the mirror", "What you can do, what you cannot yet, and what a mentor is for."),
    "aim": ("Aim", "The next position, and objectives that somebody can help with."),
    "find": ("Find", "Where mentors are, what to look for, and how many."),
    "give first": ("Give first", "What you can offer before you ask for anything."),
    "ask": ("Ask", "Introductions, first messages, and what to do about silence."),
    "prepare": ("Prepare", "What to bring to the first meeting, and what to ask."),
    "rehearse": ("Rehearse", "Saying it aloud before it counts."),
    "agree": ("Agree", "Ground rules, and what stays between the two of you."),
    "keep it alive": ("Keep it alive", "Meetings that are worth the time, and honest feedback."),
    "end well": ("End well", "A good ending, and becoming a mentor yourself."),
}  # fmt: skip

SOURCE_KINDS: Final[dict[Kind, str]] = {
    "article": "Articles on mentoring",
    "work": "Research and established practice",
    "ours": "Rules of this handbook",
}

STRENGTHS: Final[dict[Strength, str]] = {
    "article": "Rests on what experienced people have written about their own practice.",
    "study": "Rests on published research.",
    "practice": "Rests on established practice in mentoring.",
    "heuristic": "A rule of thumb: sensible, not proven.",
}


def building(done: int, total: int) -> str:
    return f"Preparing the guidance for search: {done} of {total}. This happens only once."


def searched_for(corrected: str) -> str:
    return f"Searched for “{corrected}”"


def step_of(step: Step) -> str:
    return f"Step: {STEPS[step][0]}"


def from_article(number: str) -> str:
    return f"article {number}"
