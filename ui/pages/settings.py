"""What the person may choose."""

from ui import settings

settings.page()
