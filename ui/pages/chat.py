"""The conversation."""

from ui import chat

chat.page()
