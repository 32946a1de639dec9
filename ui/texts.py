"""Every line of the web app that a person reads. Plain, warm, brief; read aloud before it ships."""

from typing import Final

from assistant.brief import Part
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
PLACEHOLDER: Final = "Ask, or tell me about your work"
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

# The Brief beside the conversation
BRIEF: Final = "Your Brief"
BRIEF_EMPTY: Final = (
    "What you say about yourself will be gathered here: where you are, where to, what should be reached and by when, "
    "and what a mentor could do for you. Every line keeps your own words."
)
BRIEF_BEGIN: Final = "Tell me about your work, or add a line yourself."
ADD: Final = "Add"
UNDO: Final = "Undo"
SAVE: Final = "Save"
CANCEL: Final = "Cancel"
REMOVE: Final = "Remove"
RIGHT: Final = "That is right"
READ_IT: Final = "Please read it through. If a line is wrong, open it and change it."
ALL_RIGHT: Final = "All of it is right"
FACT: Final = "What should stand here"
IN_YOUR_WORDS: Final = "In your words:"
OWN_WORDS: Final = "In your own words, as they stand here"
SAID: Final = "Said on"
BY_HAND: Final = "Entered by hand"
FROM_UPLOAD: Final = "From a document of yours"
SURE: Final = {False: "Not confirmed yet", True: "Confirmed by you"}
PARTS: Final[dict[Part, str]] = {"measure": "To be seen by", "deadline": "By"}
ADD_PART: Final[dict[Part, str]] = {"measure": "Add how one will see it", "deadline": "Add a date"}
CHANGED_ELSEWHERE: Final = (
    "The Brief was changed elsewhere in the meantime, so nothing was taken back: look at it and try again."
)
NOTHING_TO_UNDO: Final = "There is no change left to take back."
TYPED: Final = "What you typed, so that it is not lost:"

# Below a careful answer
CONTACTS: Final = "Show contacts for"
CONTACTS_HINT: Final = "Choose a country"
EMERGENCY: Final = "Emergency"
NO_CONTACT: Final = "No other contact that fits this has been checked for this country, so none is named here."

# The list of conversations
CONVERSATIONS: Final = "Conversations"
NEW: Final = "New conversation"
NO_CONVERSATIONS: Final = "What you talk about will be listed here."
UNTITLED: Final = "New conversation"
OLDER: Final = "Show older ones"
FIND: Final = "Search conversations"
NONE_FOUND: Final = "No conversation has these words in it."
RENAME: Final = "Rename this conversation"
RENAME_FIELD: Final = "Its name"
DELETE: Final = "Delete this conversation"
DELETE_TITLE: Final = "Delete this conversation?"
DELETE_WHAT: Final = "Its questions and answers will be gone for good."
DELETE_YES: Final = "Delete"
DELETE_NO: Final = "Keep it"

# My data
MY_DATA: Final = "My data"
MY_DATA_WHAT: Final = (
    "Your conversations and your Brief are kept on this machine, in this folder, and are sent nowhere."
)
TAKE: Final = "Take it along"
TAKE_WHAT: Final = "The document is your Brief, to hand to a mentor. Markdown and JSON hold the conversations too."
TAKE_AS: Final[dict[str, str]] = {"docx": "Word document", "markdown": "Markdown", "json": "JSON"}
BRING: Final = "Bring it back"
BRING_WHAT: Final = (
    "A JSON file that was taken along. Its Brief takes the place of this one, which “Undo” brings back; "
    "its conversations are added."
)
BRING_FILE: Final = "JSON file"
BRING_YES: Final = "Bring it in"
ERASE: Final = "Erase everything"
ERASE_WORD: Final = "erase"
ERASE_WHAT: Final = (
    "All conversations and the whole Brief, with everything that could be undone, will be gone for good. "
    "Files that you took along stay where you put them."
)
ERASE_FIELD: Final = "Type “erase” to go on"
ERASE_NOT: Final = "Nothing was erased: the word in the field is another one."
ERASED: Final = "Everything is erased. This is an empty page."

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


def brief_button(facts: int) -> str:
    return f"Brief · {facts}" if facts else "Brief"


def add_to(section: str) -> str:
    return f"Add to “{section}”"


def source_checked(source: str, day: str) -> str:
    return f"Source: {source}; read on {day}"


def kept(conversations: int, facts: int) -> str:
    return f"Now: {_counted(conversations, 'conversation')}, {_counted(facts, 'line')} in the Brief."


def brought(conversations: int) -> str:
    return f"It is here: the Brief, and {_counted(conversations, 'conversation')} that were not here yet."


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def building(done: int, total: int) -> str:
    return f"Preparing the guidance for search: {done} of {total}. This happens only once."


def searched_for(corrected: str) -> str:
    return f"Searched for “{corrected}”"


def step_of(step: Step) -> str:
    return f"Step: {STEPS[step][0]}"


def from_article(number: str) -> str:
    return f"article {number}"
