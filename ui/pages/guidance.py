"""The handbook."""

from ui import handbook

handbook.page()
