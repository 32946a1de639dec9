"""How much is asked of the mentor, in the forms in which it can stand in a letter."""

import re

from assistant.skills.outreach.forms import Forms

_TALK = r"(?:call|chat|talk|coffee|meeting|session|conversation|lunch|walk|video|zoom)s?"
_RHYTHM = {
    "weekly": "once a week", "monthly": "once a month", "quarterly": "once a quarter", "fortnightly": "every two weeks",
    "biweekly": "every two weeks", "bi-weekly": "every two weeks",
}  # fmt: skip


def size_forms(value: str) -> Forms:
    """How much is asked for: 'have' is time, 'send' is questions and the like, 'np' a call, 'often' a frequency."""
    value = re.sub(r"^(?:for|just|only|maybe|perhaps)\s+", "", value, flags=re.IGNORECASE)
    value = re.sub(r"(?<=\d)\s?(?:mins?|m)\b\.?|(?<=\w)\smins?\b\.?", " minutes", value, flags=re.IGNORECASE)
    value = re.sub(r"(?<=\d)\s?(?:hrs?|h)\b\.?", " hours", value, flags=re.IGNORECASE)
    value = re.sub(r"\b1 (hour|minute)s\b", r"1 \1", value)
    value = re.sub(r"^(?:max(?:imum)?\.?|no more than|not more than)\s", "at most ", value, flags=re.IGNORECASE)
    value = re.sub(r"^(?!at most)(.+) max(?:imum)?$", r"at most \1", value, flags=re.IGNORECASE)
    value = re.sub(r"^(\d+)ish\b", r"about \1", value)
    value = re.sub(r" of (?:her|his|their|your) time\b", "", value, flags=re.IGNORECASE)
    value = re.sub(
        rf"\b(\w+)[ -]minutes? (?=(?:(?:short|quick|video|phone|online|virtual|coffee|zoom) )?{_TALK}\b)",
        r"\1-minute ",
        value,
        flags=re.IGNORECASE,
    )
    value = re.sub(rf"^(?=(?:quick|short|\w+-minute|video|phone) (?:\w+ )?{_TALK}\b)", "a ", value, flags=re.IGNORECASE)
    value = re.sub(r"^couple\b", "a couple", value, flags=re.IGNORECASE)
    value = re.sub(
        r"^(.*\b(?:call|chat|talk|meeting|session|conversation)), (?:for )?((?:\d+|[a-z]+) minutes|half an hour"
        r"|an hour)$",
        r"\1 of \2",
        value,
        flags=re.IGNORECASE,
    )
    value = _RHYTHM.get(value.lower(), value)
    low = f"{value[0].lower()}{value[1:]}"
    count = (
        r"(?:(?:about|around|at most|up to|some|roughly|a maximum of) )?(?:\d+(?:\s?[-–]\s?\d+"
        r"|(?: or | to )\d+)?|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten"
        r"|fifteen|twenty|thirty|forty|forty-five|forty five|sixty|a few|a couple of"
        r"|a quarter of an)"
    )
    if re.match(
        rf"{count}(?: (?:short|quick|written|simple|small))? (?:questions?|slides?|pages?|screens?|lines)\b", low
    ):
        return {"send": low}
    if re.match(
        rf"{count} (?:or \w+ )?(?:minutes?|hours?)\b(?!-)(?! (?:call|chat|talk|meeting|coffee|session|conversation))",
        low,
    ):
        after = re.sub(rf"^{count} (?:or \w+ )?(?:minutes?|hours?)\b", "", low)
        if "," in after:
            return {"said": value}
        return {
            "have" if re.fullmatch(r"(?: or so| an?\b| per\b| every\b| each\b| once an?\b).*|", after) else "np": low
        } | ({} if after else {"exact": "yes"})
    if re.match(
        rf"{count}\b.*\b(?:call|chat|talk|coffee|meeting|session|conversation|lunch|walk|calls"
        rf"|meetings|sessions|talks|video call)\b",
        low,
    ):
        return {"np": low}
    if re.match(r"(?:once|twice|every|monthly|weekly|fortnightly|quarterly)\b", low):
        return {"often": low}
    return {"said": value}
