"""The words that letters are made of, whoever writes: they claim nothing, and need no fact behind them."""

import re

from knowledge.letters import Channel

OWN = frozenset(  # in exactly this form: 'would help me' is a wish, 'helped me' is news
    """
    a an the and or but so if as at by for from in into of on to with without about than then that this these those
    there here it its i me my mine myself you your yours yourself be is are am been being do does could would can may
    might shall will should have has not no nor either neither some any what which who whom whose how why when where
    whether while because though also too very quite just only still more less most much well rather perhaps maybe up
    out over i'm i'd i'll i've you'd it's that's don't can't won't wouldn't couldn't isn't doesn't
    thank thanks time please glad happy grateful ask asking write writing message note letter question questions answer
    answers answering reply view advice opinion thoughts perspective help helpful useful talk conversation call chat
    speak hear learn think thinking look looking find suit suits fit fits possible welcome free fine right easy mind
    understand want wish hope become send offer return give something anything nothing one thing way towards matter
    topic subject reason beforehand curious interested
    share tell discuss spare willing able available gladly happily guidance insight insights currently then really
    request
    """.split()
)
OF_CHANNEL: dict[Channel, frozenset[str]] = {
    "mentor_request_email": frozenset(),
    "linkedin_note": frozenset(),
    "intro_request": frozenset(
        """
        introduction introduce introducing connect pass put touch forward few word them they their he she him her his
        lines
        """.split()
    ),
    "followup": frozenset("again coming back earlier reminder last leave once still".split()),
    "thank_you": frozenset("again".split()),
    "graceful_exit": frozenset("end ending stop close mentoring now".split()),
}
SAYINGS = re.compile(  # which hold words that alone could claim something
    r"\b(?:"
    + "|".join(
        (
            "(?:please )?let me know",
            "(?:would|should) (?:also )?(?:like|love)",
            "i'd (?:also )?(?:like|love)",
            "(?:if|as|when) you like",
            "(?:for )?(?:taking the time to (?:read|consider)|reading|considering|thinking about|your time(?: and|for)?"
            "|your attention|your consideration) ?(?:this|my|it)?(?: far)?",
            "give something back",
            "made me (?:write|think of you)(?: in particular)?",
            "(?:brought|brings) me (?:here|to you)",
            "i thought of(?: you)?",
            "(?:i would|to) know (?:how|what|whether|why)",
            "know of",
            "your (?:own )?experience",
            "of course",
            "take your time",
            "a (?:short|quick|plain) (?:no|answer|reply|word)",
            "one word",
            "either way|perfectly|entirely|completely|even (?:one|if)|a great deal|a lot|a little|all right",
            "someone|somebody",
            r"(?<=\bi )(?:currently )?work (?:as|at|in|for)",
            "what you are working on(?: now)?",
            "(?:would )?appreciated?",
            "value(?= your)",
            "share(?= (?:your|what|how))",
            "many(?= thanks)",
            "at the moment|in case|since then",
            "(?:stay )?in touch",
            "no pressure|if now is not|rather not|(?:you )?need not|for granted",
            "(?:be )?open to",
            "(?:it|this|that) would take",
            "help me now|(?:am |be )?of use",
            "came of it|working towards|where i stand|first a few words about me|my next step",
        )
    )
    + r")(?!\w)"
)
VIEWS = frozenset("view advice answer answers opinion thoughts perspective help reply guidance".split())
YOURS = VIEWS | {"time", "insight", "insights"}  # what a letter may call the reader's, whoever they are
