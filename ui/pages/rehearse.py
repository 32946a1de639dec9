"""Meetings with a mentor, rehearsed."""

from ui import rehearse

rehearse.page()
