"""Where a quote stands in the text that it copies. Pure functions."""

import re


def located(quote: str, text: str) -> str | None:
    """The piece of a text that a quote copies, exactly as it stands there; spaces and quotation marks may differ."""
    if quote.strip() and quote.strip() in text:
        return quote.strip()
    wanted = quote.strip().strip("\"'“”‘’… ").rstrip(".").replace("...", "…")
    if not wanted:
        return None
    pattern = "".join(_LOOSE.get(c, r"\s+" if c.isspace() else re.escape(c)) for c in " ".join(wanted.split()))
    match = re.search(pattern, text, re.IGNORECASE)
    return match.group() if match else None


_LOOSE = (
    {"…": r"(?:…|\.\.\.)"}
    | dict.fromkeys('"“”„', '["“”„]')
    | dict.fromkeys("'’‘", "['’‘]")
    | dict.fromkeys("-–—", "[-–—]")
)
