"""Tell the Stop button from everything else that ends a run of a page.

Streamlit ends a run in one and the same way when somebody presses Stop, clicks anything else, or closes the tab. After
a click a new run of the same session begins at once; after a closed tab the session is no longer active; what is left
is Stop.
"""

import threading
from collections.abc import Callable

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

_SECONDS = 0.6  # a new run begins within a few milliseconds; the page itself stands still at once
_RUNS = "mp-runs"


def new_run() -> None:
    """Count this run. A list, because an ended run may still look at it, but no longer into the session's state."""
    st.session_state.setdefault(_RUNS, [0])[0] += 1


class Presence:
    """Taken while a run is alive, asked after it was ended."""

    def __init__(self) -> None:
        self._runs: list[int] = st.session_state.setdefault(_RUNS, [0])
        self._mine = self._runs[0]
        context = get_script_run_ctx()
        self._session = context.session_id if context else ""

    def if_stopped(self, act: Callable[[], None]) -> None:
        """Act in a moment, provided that it was Stop."""
        threading.Timer(_SECONDS, lambda: act() if self._was_stop() else None).start()

    def _was_stop(self) -> bool:
        return self._runs[0] == self._mine and get_instance().is_active_session(self._session)
