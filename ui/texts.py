"""Every line of the web app that a person reads. Plain, warm, brief; read aloud before it ships."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.brief import Part
from assistant.skills.outreach.types import Need, Severity, Tone
from knowledge.bibliography import Kind
from knowledge.letters import Channel, Flaw, Medium
from knowledge.types import Step, Strength

if TYPE_CHECKING:  # the command line must not wait for what is behind them
    from assistant.letters import Origin, Outcome
    from assistant.skills.outreach.cold_reader import Decision, Temper
    from assistant.skills.outreach.followup import State
    from assistant.skills.outreach.model_drafts import Drafted
    from assistant.skills.outreach.model_reader import ColdRead

APP: Final = "Mentorprep"
CHAT: Final = "Chat"
MESSAGES: Final = "Messages"
REHEARSE: Final = "Rehearse"
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
LETTER_READY: Final = "Your draft is ready: open it in Messages"
TO_REHEARSE: Final = "Rehearse a meeting, or have one debriefed"
LETTER_READ: Final = "Your message, with all that I found: open it in Messages"
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
TOKENS_ALL: Final = "All conversations and messages"
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
TAKE_WHAT: Final = (
    "The document is your Brief, to hand to a mentor. Markdown and JSON hold the conversations, messages and "
    "rehearsals too."
)
TAKE_AS: Final[dict[str, str]] = {"docx": "Word document", "markdown": "Markdown", "json": "JSON"}
BRING: Final = "Bring it back"
BRING_WHAT: Final = (
    "A JSON file that was taken along. Its Brief takes the place of this one, which “Undo” brings back; "
    "its conversations, messages and rehearsals are added."
)
BRING_FILE: Final = "JSON file"
BRING_YES: Final = "Bring it in"
ERASE: Final = "Erase everything"
ERASE_WORD: Final = "erase"
ERASE_WHAT: Final = (
    "The whole Brief and all conversations, messages and rehearsals, with everything that could be undone, will be "
    "gone for good. Files that you took along stay where you put them."
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
    kept = "Your Brief, conversations, messages and rehearsals are kept on this machine, in this folder"
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


def kept(conversations: int, facts: int, letters: int = 0, rehearsals: int = 0) -> str:
    return f"Now: {_things(conversations, letters, rehearsals)}, {_counted(facts, 'line')} in the Brief."


def brought(conversations: int, letters: int = 0, rehearsals: int = 0) -> str:
    return f"It is here: the Brief, and {_things(conversations, letters, rehearsals)} that were not here yet."


def _things(conversations: int, letters: int, rehearsals: int) -> str:
    """Messages to a mentor and rehearsals are named where there are any."""
    found = [_counted(conversations, "conversation")]
    found += [f"{_counted(letters, 'message')} to a mentor"] if letters else []
    found += [_counted(rehearsals, "rehearsal")] if rehearsals else []
    return ", ".join(found)


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


FLAWS: Final[dict[Flaw, str]] = {
    "no_subject": "No subject line",
    "too_long": "Too long",
    "vague_ask": "What you want is unclear",
    "no_time_bound": "No size: how much you ask for",
    "no_reason_why_this_mentor": "No reason why it is this person",
    "all_about_me_no_giving": "Only about you",
    "asks_for_job_or_promotion": "Asks for a job",
    "pushy_or_entitled": "Pushy",
    "presumes_yes": "Takes the yes for granted",
    "no_context_who_i_am": "Does not say who you are",
    "typos_or_wrong_name_placeholder": "Careless: a placeholder, a wrong name or misspelt words",
    "generic_flattery": "Flattery",
    "missing_thanks": "No thanks",
    "multiple_big_asks": "Several favours at once",
    "oversharing_or_confidential": "Too private, or not yours to tell",
}
SEVERITIES: Final[dict[Severity, str]] = {"high": "mend this first", "medium": "worth mending", "low": "a small thing"}
FIXES: Final[dict[str, str]] = {"replace": "Say instead:", "delete": "Leave out:", "ask": "Only you know:"}
REVIEW_CLEAN: Final = "Nothing here needs mending."
REVIEW_FINDINGS: Final = "What could be better:"

# The debrief of a meeting
SEEN: Final = "What your lines show"
NOT_SEEN: Final = "What was missing"
SAY: Final = "You could say:"
DO: Final = "You could do this:"
DRILL: Final = "Practise this next"
MOMENTS: Final = "Answer each of these in one line, aloud:"
NOTHING_SEEN: Final = "None of the behaviours that make a good first meeting could be seen in these lines."
NOTHING_LEFT: Final = "Nothing is missing, and nothing did harm. Keep it that way."
TO_AVOID: Final = "What did harm"


def in_line(turn: int) -> str:
    return f"line {turn}"


def of_good(seen: int, every: int, harm: int) -> str:
    """The sum of a debrief in one line."""
    done = f"{seen} of {every} good behaviours were there"
    return f"{done}, and {harm} that did harm." if harm else f"{done}, and none that does harm."


# Messages: the list, and how to begin
MESSAGES_WHAT: Final = (
    "Messages to a mentor are kept here: drafted from what you have told, checked before they go out, and followed up "
    "once. Nothing in a draft is invented."
)
MESSAGES_BEGIN: Final = "What do you want to do?"
MESSAGES_ANOTHER: Final = "Another message"
BEGINNINGS: Final[dict[Channel, tuple[str, str]]] = {  # what it is for, and how it is called in a list
    "mentor_request_email": ("Ask someone to be my mentor", "Request"),
    "linkedin_note": ("Write a LinkedIn note", "LinkedIn note"),
    "intro_request": ("Ask for an introduction", "Introduction"),
    "followup": ("Follow up", "Follow-up"),
    "thank_you": ("Say thank you", "Thank-you"),
    "graceful_exit": ("End it well", "Goodbye"),
}
CHECK_OWN: Final = "Check a message that I have written"
CHECK_OWN_WHAT: Final = "Paste it here. An e-mail begins with its subject: “Subject: …”."
CHECK_OWN_KIND: Final = "What kind of message is it?"
CHECK_OWN_BY: Final = "How does it go out?"
CHECK_OWN_TEXT: Final = "The message"
CHECK_OWN_GO: Final = "Check it"
MEDIA: Final[dict[Medium, str]] = {"email": "E-mail", "linkedin": "LinkedIn", "chat": "Chat"}
ALL_MESSAGES: Final = "All messages"
LETTER_GONE: Final = "That message is not here any more. Here are all that there are."
UNWRITTEN: Final = "not written yet"

# Messages: what is missing, one thing at a time
GO_ON: Final = "Go on"
CHANGE_BACK: Final = "Leave it as it is"
NEEDS: Final[dict[Need, tuple[str, str]]] = {  # the question, and why it is asked
    "own_name": ("What is your name?", "It goes below the message."),
    "current_role": ("What do you do?", "Your role and where, in a few words: a stranger wants to know who writes."),
    "name": ("Who is it for?", "Their name, as you would say it."),
    "role": ("What do they do?", "Their role and where, in a few words."),
    "known": ("How do you know each other?", "In a few words. If you have never met, say so."),
    "work": (
        "What of their work made you think of them?",
        "A talk, a text, a project, a decision: one thing that is true of them and of nobody else.",
    ),
    "why": ("Why this person?", "One true reason that fits nobody else. Praise alone is none."),
    "ask": ("What do you want their help with?", "One topic, as you would say it: “how to prepare a promotion talk”."),
    "size": ("How much do you ask for?", "A length, a number or a frequency makes it easy to say yes."),
    "give": (
        "What could you give in return?",
        "Something small and real: notes from a talk, a test of their tool, what you will tell them afterwards.",
    ),
    "contact": ("Who could introduce you?", "The name of somebody who knows you both."),
    "earlier": ("What came before?", "What you wrote or asked, and when."),
    "since": ("What has become of it?", "What you did with their help, in a line."),
}
NEEDS_OF: Final[dict[Channel, dict[Need, tuple[str, str]]]] = {
    "intro_request": {
        "name": ("Whom do you want to meet?", "The name of the person you want to be introduced to."),
        "why": ("Why that person?", "One true reason that fits nobody else. Praise alone is none."),
    },
    "thank_you": {
        "name": ("Whom do you want to thank?", "Their name, as you would say it."),
        "earlier": ("What did they do for you?", "One thing that they said or did, as exactly as you can."),
    },
    "graceful_exit": {
        "name": ("With whom does it end?", "Their name, as you would say it."),
        "earlier": ("What did they do for you?", "What you are most grateful for, as exactly as you can."),
        "since": ("Why does it end?", "In a line, if you want to say it."),
    },
    "followup": {
        "earlier": ("What did you write, and when?", "For example: “my message of 3 May”."),
        "since": ("What is new since then?", "One thing that you have done or found out, in a line."),
    },
}
NEEDS_MORE: Final[dict[Need, str]] = {  # where what was said does not do yet
    "name": "That names nobody yet. Which name would you write?",
    "contact": "That names nobody yet. Which name would you write?",
    "own_name": "That is no name yet. Which name do you sign with?",
    "work": "That is praise, and would fit many. Which work of theirs do you mean?",
    "why": "That is praise, and would fit many. What is true of them alone?",
    "ask": "From that they cannot tell what you want to know, or it asks for a job. Which one topic is it?",
    "size": "That has no size yet. How many minutes, questions or meetings?",
}
QUICK: Final[dict[Need, tuple[str, ...]]] = {
    "known": ("We have never met",),
    "size": ("20 minutes", "30 minutes", "Four questions by e-mail"),
    "give": ("Nothing yet",),
}
SOMEBODY_ELSE: Final = "Somebody else"
TOLD: Final = "What it is about"
TOLD_LABELS: Final[dict[Need, str]] = {
    "own_name": "You sign with", "current_role": "You are", "name": "Name", "role": "Role", "known": "You know them",
    "work": "Their work", "why": "Why them", "ask": "You ask for help with", "size": "You ask for",
    "give": "In return", "contact": "Introduced by", "earlier": "Before", "since": "Since then",
}  # fmt: skip
TOLD_MORE: Final[dict[Need, str]] = {
    "role": "Add what they do", "known": "Add how you know each other", "work": "Add what they work on",
    "why": "Add why it is them", "give": "Add what you could give", "since": "Add what has become of it",
}  # fmt: skip
INTRODUCE_INSTEAD: Final = "Ask for an introduction instead"
WRITE_ANYWAY: Final = "Write it all the same"

# Messages: two drafts
DRAFTS: Final = "Two ways to say it"
TONE: Final = "Tone"
MEDIUM: Final = "Goes out by"
TONES: Final[dict[Tone, str]] = {"warm": "Warm", "brief": "Brief", "formal": "Formal"}
TAKE_THIS: Final = "Take this one"
TO_EDITOR: Final = "Back to your text"

# Messages: what a chat model makes of them
STOP: Final = "Stop"
BY_RULES: Final = "Guided"
READ_BY_RULES: Final = "Guided reading"
DRAFT_AGAIN: Final = "Draft again"
DRAFTING_STOPPED: Final = "Stopped. These are the guided drafts."
READING_STOPPED: Final = "Stopped. This is the guided reading."
_GUIDED_DRAFTS: Final = "These are the guided drafts."
_GUIDED_READING: Final = "This is the guided reading."

# Messages: the editor, and what was found
LETTER_TEXT: Final = "Your message"
CHECK: Final = "Check"
CHECKED: Final = "As it was read"
FIX: Final[dict[str, str]] = {"replace": "Replace", "delete": "Delete"}
ADDED: Final = "Add:"
MOVED_ON: Final = "The text has changed since: look at what was found now."
OTHER_TEXT: Final = (
    "This message was changed elsewhere in the meantime. What you typed stays here, and is not saved yet."
)
KEEP_MINE: Final = "Keep what stands here"
TAKE_OTHER: Final = "Take the other one"
OTHER_IS: Final = "The other text"
RESTS_ON: Final = "What this rests on"
RESTS_ON_WHAT: Final = "Each sentence of the draft that still stands, and what you said that it is made of."
WRITE_ANEW: Final = "Write it anew"

# Messages: a stranger reads it
STRANGER: Final = "Twenty seconds of a stranger"
STRANGER_WHAT: Final = "Somebody busy, who knows nothing but this message, says what they would do with it."
LET_READ: Final = "Let a stranger read it"
READ_FROM_HERE: Final = "Compare with this text from now on"
TEMPER: Final = "Who reads it"
TEMPERS: Final[dict[Temper, str]] = {"warm": "Kind, but busy", "sceptical": "Sceptical", "hurried": "In a corridor"}
DECISIONS: Final[dict[Decision, str]] = {
    "answer": "Would answer",
    "postpone": "Would put it off",
    "ignore": "Would not answer",
    "pass on": "Would pass it on",
}
WHAT_CHANGED: Final = "What changed in the text"
BEFORE: Final = "Before"
AFTER: Final = "Now"

# Messages: its way out
WAY_OUT: Final = "Send it"
WAY_OUT_WHAT: Final = "Mentorprep sends nothing. Take the message to where you write, and read it once more there."
EML: Final = "Open in a mail program (.eml)"
MAILTO: Final = "Begin an e-mail"
PLAIN: Final = "Plain text"
SENT_ON: Final = "Sent on"
I_SENT_IT: Final = "I have sent it"
NOT_AFTER_ALL: Final = "It was not sent"
ICS: Final = "Put it into the calendar"
WRITE_FOLLOW_UP: Final = "Write the follow-up"
WHAT_CAME: Final = "What came of it?"
OUTCOMES: Final[dict[Outcome, str]] = {
    "answered": "They answered",
    "declined": "They said no",
    "silent": "No answer, let it rest",
}
STILL_OPEN: Final = "Still open after all"
NOW_FOLLOW_UP: Final = "Today is a good day to write once more."
REST: Final = "Let it rest"
DECLINED: Final = "They said no"
STATES: Final[dict[State, str]] = {
    "draft": "Draft",
    "waiting": "waiting for an answer",
    "follow up now": "follow up now",
    "let it rest": "let it rest",
    "answered": "answered",
    "declined": "they said no",
}
ANSWERED_WHAT: Final = "Good. Thank them within a day, and get ready for the first talk."

# Messages: versions
EARLIER: Final = "Earlier versions"
EARLIER_WHAT: Final = "What has changed from this version to the text as it is now: gone, and new."
TAKE_BACK_VERSION: Final = "Take this one back"
ORIGINS: Final[dict[Origin, str]] = {
    "draft": "drafted", "by hand": "typed", "fix": "a finding mended", "pasted": "pasted",
    "model": "drafted by a model",
}  # fmt: skip
DELETE_LETTER: Final = "Delete this message"
DELETE_LETTER_TITLE: Final = "Delete this message?"
DELETE_LETTER_WHAT: Final = "All its versions will be gone for good. What you told of the person stays in your Brief."


def drafting_with(model: str) -> str:
    return f"Drafting with {model} ..."


def read_with(model: str) -> str:
    return f"{model} is reading ..."


def let_read(model: str, again: bool) -> str:
    return f"Let {model} read it again" if again else f"Let {model} read it"


def by(model: str) -> str:
    return f"By {model}"


def read_by(model: str) -> str:
    return f"Read by {model}"


def what_leaves_to_draft(model: str) -> str:
    return (
        f"So that {model} can draft this message, it gets what you said for it: the facts that a draft would use. "
        "Nothing else of your Brief goes along. The guided drafts are below."
    )


def what_leaves_to_read(model: str) -> str:
    return f"So that {model} can read it as a stranger would, it gets this message alone. It knows nothing else of you."


def drafted(model: str, outcome: Drafted) -> str | None:
    """The one line on drafts that are not all the model's; None where there is nothing to say."""
    worded = any(outcome.worded)
    if outcome.fault is not None:
        return outcome.fault.line(model, shown=True) + ("" if worded else f" {_GUIDED_DRAFTS}")
    if not worded:
        return f"What {model} drafted did not pass the check against what you said. {_GUIDED_DRAFTS}"
    if not all(outcome.worded):
        return f"One draft is guided: what {model} wrote for it did not pass the check against what you said."
    if left_out := sum(not verdict.passed for verdict in outcome.verdicts):
        they = "it" if left_out == 1 else "they"
        said = f"{_counted(left_out, 'sentence')} of {model} {'is' if left_out == 1 else 'are'} left out"
        return f"{said}: {they} did not pass the check against what you said."
    return None


def read_cold(model: str, outcomes: Sequence[ColdRead]) -> str | None:
    """The same on its readings of a text."""
    if fault := next((each.fault for each in outcomes if each.fault), None):
        return f"{fault.line(model, shown=True)} {_GUIDED_READING}"
    if any(not verdict.passed for each in outcomes for verdict in each.verdicts):
        return f"What {model} made of it did not pass the check. {_GUIDED_READING}"
    return None


def to_whom(name: str) -> str:
    return f"To {name}" if name else "To nobody yet"


def need(channel: Channel, wanted: Need) -> tuple[str, str]:
    """The question, and why it is asked."""
    return NEEDS_OF.get(channel, {}).get(wanted, NEEDS[wanted])


def you_said(value: str) -> str:
    return f"You said: “{value}”."


def length(words: int, characters: int, medium: Medium) -> str:
    if medium == "linkedin":
        return f"{characters:,} of 300 characters"
    return f"{_counted(words, 'word')}"


def found(count: int) -> str:
    return f"{_counted(count, 'thing')} to look at"


def sent_on(day: str) -> str:
    return f"Sent {day}"


def follow_up_on(day: str) -> str:
    return f"Follow up on {day}"


def will_follow_up(day: str) -> str:
    return f"follow up on {day}"


def version_line(when: str, origin: Origin) -> str:
    return f"{when}, {ORIGINS[origin]}"


def versions_count(count: int) -> str:
    return f"{EARLIER} · {count}"
