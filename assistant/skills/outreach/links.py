"""A message as a link that opens the mail program, and as plain text for the clipboard. Pure functions."""

from urllib.parse import quote

from assistant.skills.outreach.outgoing import address, outgoing
from knowledge.letters import Medium

LONGEST_LINK = 1_900  # characters; Windows and some mail programs cut at about 2,000


def mailto(text: str, to: str = "") -> str | None:
    """The link (RFC 6068); None where it would be longer than programs take. What is no address is left out of `to`."""
    subject, body = outgoing(text)
    whom = address(to)
    fields = [("subject", subject), ("body", body.replace("\n", "\r\n"))]
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields if value)
    link = f"mailto:{quote(whom.mailbox, safe='@') if whom else ''}{'?' if query else ''}{query}"
    return link if len(link) <= LONGEST_LINK else None


def plain(text: str, medium: Medium = "email") -> str:
    """For the clipboard: the body, in an e-mail below its subject line."""
    subject, body = outgoing(text)
    if medium != "email" or not subject:
        return body
    return f"Subject: {subject}\n\n{body}".rstrip()
