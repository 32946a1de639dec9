"""Messages to a mentor."""

from ui import letters

letters.page()
