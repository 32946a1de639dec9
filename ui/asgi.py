"""The web app as ASGI: Streamlit's pages, our headers, and the index opened while the first page loads."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from ui import door, texts
from ui.headers import SecurityHeaders


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[None]:
    door.start()
    yield


def _apologise(_error: Exception) -> bool:
    """Show one line for a fault of ours; Streamlit has logged the traceback."""
    st.error(texts.UNEXPECTED)
    return True


_MAIN = Path(__file__).with_name("main.py")

# Streamlit would put this folder before all others for each run of a page and take it out again. An import that goes on
# in another thread, which walks the same list, then skips a folder and misses a package that is there.
sys.path.append(str(_MAIN.parent))

# Until `st.navigation` has run once in a process, Streamlit would take the folder `pages` for a navigation of its own:
# who comes first to another page than the chat would see that page alone, without frame and style.
PagesManager.uses_pages_directory = False

app = st.App(
    _MAIN,
    middleware=[Middleware(SecurityHeaders)],
    lifespan=_lifespan,
    on_script_error=_apologise,
)
