"""Every line of the web app that a person reads. Plain, warm, brief; read aloud before it ships."""

from collections.abc import Iterable
from typing import Final

from assistant.brief import Part
from knowledge.bibliography import Kind
from knowledge.types import Step, Strength

APP: Final = "Mentorprep"
CHAT: Final = "Chat"
GUIDANCE: Final = "Guidance"
SETTINGS: Final = "Settings"

# The empty chat
WELCOME: Final = "Get ready for your mentor"
WHAT: Final = (
    "A place to work out what you want from a mentor, whom to ask and what to say, "
    "with advice that shows where it comes from."
)
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
PLACEHOLDER_HELD: Final = "First decide about your message above"
DECIDE_FIRST: Final = "Another message waits here for you to decide about it: do that first."
EDIT: Final = "Edit this message"
EDIT_FIELD: Final = "Your message in other words"
EDIT_WHAT: Final = "The talk goes on from here. What followed until now is kept as another version."
SAY_IT: Final = "Say it like this"
ANOTHER: Final = "Another answer"
VERSION_BEFORE: Final = "The version before"
VERSION_AFTER: Final = "The version after"

# Before something leaves this machine
EXACTLY: Final = "Exactly what would be sent"
EXACTLY_WHAT: Final = (
    "First the model is asked what your message means, then to word the reply. The second request follows from the "
    "first answer, so its passages may turn out to be others."
)
SEND: Final = "Send it"
STAY_GUIDED: Final = "Stay in guided mode"
KEPT_ANSWER: Final = "Your answer is kept, and you can take it back in Settings. In guided mode nothing is sent."
HELD: Final = "This message is still waiting. Nothing has been done with it yet."

# A key that was found
OFFER_PROVIDER: Final = "Whose model"
OFFER_NAME: Final = "Name of the model"
OFFER_HINT: Final = "As the provider calls it, for example gpt-4o-mini"
OFFER_NO: Final = "No, stay in guided mode"
OFFER_NAMELESS: Final = "Which model? Its name is missing."
PROVIDERS: Final[dict[str, str]] = {"openai": "OpenAI", "anthropic": "Anthropic", "mistralai": "Mistral"}

# Settings: who words the replies
WORDING: Final = "Who words the replies"
WORDING_WHAT: Final = (
    "Whoever words them, every sentence of advice is checked against its passage before you see it, and a model that "
    "fails is replaced by guided mode in the same reply."
)
KINDS: Final[dict[str, tuple[str, str]]] = {
    "guided": ("Guided mode", "No language model. Nothing leaves this machine. The surest choice."),
    "local": (
        "The small model on this machine",
        "It is very small, words less well than guided mode, and takes some seconds. Nothing leaves this machine.",
    ),
    "server": (
        "A server or a provider",
        "A larger model understands and words more freely. What you write goes to it, unless it runs on this machine.",
    ),
}
SPEC: Final = "Model"
SPEC_HINT: Final = "openai:gpt-4o-mini"
ADDRESS: Final = "Address, for a server that speaks OpenAI's protocol"
ADDRESS_HINT: Final = "http://127.0.0.1:11434/v1"
KEY: Final = "Key"
KEY_HELD: Final = "A key is held until Mentorprep ends. Type here only to replace it."
KEY_WHAT: Final = "The key stays in memory until Mentorprep ends, and is written down nowhere."
TEST: Final = "Test it"
TEST_WHAT: Final = "A test sends one request for a greeting, and nothing of yours."
TESTING: Final = "Asking for a greeting"
USE: Final = "Use it"
PERMITS: Final = "What may leave this machine"
TAKE_BACK: Final = "Take it back"
ASK_AGAIN: Final = "Ask me again"

# Settings: tokens
TOKENS: Final = "Tokens"
TOKENS_WHAT: Final = "What a model has read and written for you, where its server tells."
TOKENS_HEAD: Final = ("", "read", "written", "cost")
TOKENS_HERE: Final = "This conversation"
TOKENS_ALL: Final = "All conversations"
TOKENS_COST: Final = "The cost is an estimate: it takes all tokens at the prices below."
PRICES: Final = "Prices"
PRICE_IN: Final = "Per million read"
PRICE_OUT: Final = "Per million written"
CURRENCY: Final = "Currency"
PRICES_FORGET: Final = "Forget them"
PRICES_NOT: Final = "Both prices and the currency are needed to show a cost."

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


def privacy(host: str) -> str:
    """`host`: where what is typed goes; empty where it goes nowhere."""
    if not host:
        return "What you write stays on this machine."
    return f"What you write is kept on this machine. To word the replies, it goes to {host}."


def my_data(host: str) -> str:
    kept = "Your conversations and your Brief are kept on this machine, in this folder"
    return f"{kept}. What a reply needs of them goes to {host}." if host else f"{kept}, and are sent nowhere."


def leaves(host: str) -> str:
    return f"This would go to {host}"


def what_leaves(model: str) -> str:
    return (
        f"So that {model} can understand you and word the reply, it gets this message, the last messages of the "
        "conversation, the facts in your Brief and passages of the guidance."
    )


def request(number: int, count: int) -> str:
    return f"Request {number} of {count}" if count > 1 else "The request"


def version(number: int, count: int) -> str:
    return f"{number} of {count}"


def offer_title(providers: Iterable[str]) -> str:
    return f"A key for {' and '.join(providers)} was found here. Use it?"


def offer(provider: str, variable: str, where: str) -> str:
    return (
        f"It lies in {variable}. With it a language model of {PROVIDERS[provider]} could word the replies. Your "
        f"messages, the facts in your Brief and passages of the guidance would then go to {where}. Until you say so, "
        "nothing is sent."
    )


def now_in_use(spec: str, host: str, address: str | None) -> str:
    name = "guided mode" if spec == "guided" else "the small model on this machine" if spec == "local" else spec
    at = f" at {address}" if address else ""
    return f"Now: {name}{at}. " + (f"What you write goes to {host}." if host else "Nothing leaves this machine.")


def from_environment(spec: str) -> str:
    return (
        f"MENTORPREP_MODEL is set to {spec}. It wins over what is chosen here: a choice holds until Mentorprep ends, "
        "and the next start begins with the variable again."
    )


def needs_key(spec: str) -> str:
    return (
        f"You chose {spec}. A key is not kept, so it is needed again: enter it in Settings. Until then the replies are "
        "in guided mode."
    )


def keys_found(names: Iterable[str]) -> str:
    return f"Found in {' and '.join(names)}: used where this field stays empty."


def in_use(spec: str) -> str:
    return f"{'Guided mode' if spec == 'guided' else spec} words the replies from now on."


def answered(text: str) -> str:
    return f"It answers: {text}"


def permit(host: str, given: bool) -> str:
    return f"You agreed that what you write goes to {host}." if given else f"Nothing goes to {host}: you said no to it."


def today(used: int, limit: int | None) -> str:
    if limit is None:
        return f"Today, since midnight UTC: {used:,}. There is no limit; MENTORPREP_TOKENS sets one for each day."
    return (
        f"Today, since midnight UTC: {used:,} of {limit:,}. At the limit, which MENTORPREP_TOKENS sets, guided mode "
        "goes on alone."
    )


def prices_of(model: str) -> str:
    return f"What your provider asks for {model}. Mentorprep knows no prices."


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
