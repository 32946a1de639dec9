"""What stands between a line and the mentor: care, where it speaks of real distress, and consent, where it goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.models import Choice
from assistant.word.lines import say
from ui import answer, care, consent, rehearse_hand, rehearse_say
from ui import texts as shared
from ui import texts_rehearse as texts
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.commands import Concern
    from assistant.prompts import Prompt
    from assistant.rehearsals import Rehearsal
    from assistant.session import Assistant
    from assistant.stage import Stage
    from ui.rehearse_say import Pending


def holds(assistant: Assistant, stage: Stage, rehearsal: Rehearsal, said: Pending) -> bool:
    """Whether a line waits for a decision of the person, which is drawn then."""
    if not said.meant and (concern := stage.distress(said.text)) is not None:
        _care(stage, rehearsal, concern)
        return True
    host = consent.needed(assistant) if stage.model else ""
    if host and (request := stage.request(rehearsal.id, said.text, said.instead)) is not None:
        _consent(assistant, str(stage.model), host, request)
        return True
    return False


def _care(stage: Stage, rehearsal: Rehearsal, concern: Concern) -> None:
    with st.container(key="mp-card-care", gap="small"):
        st.html(f'<p class="mp-tag">{as_html(texts.FROM_US)}</p>')
        st.html(answer.as_prose(tuple(say(concern))))
        care.draw(f"rehearsal-{rehearsal.id}", concern)
        st.html(f'<p class="mp-quiet">{as_html(texts.CARE_WHAT)}</p>')
        with st.container(horizontal=True, gap="xsmall"):
            st.button(texts.TAKE_BACK, key="mp-take-line-back", on_click=rehearse_say.take_back)
            st.button(texts.MEANT, key="mp-meant", on_click=rehearse_say.mean_it)
            st.button(
                texts.LEAVE_MEETING, key="mp-leave-here", on_click=rehearse_hand.leave, args=(stage, rehearsal.id)
            )


def _consent(assistant: Assistant, model: str, host: str, request: Prompt) -> None:
    with st.container(key="mp-card-leave", gap="xsmall"):
        st.html(f'<h2 class="mp-heading">{as_html(shared.leaves(host))}</h2><p>{as_html(texts.what_leaves(model))}</p>')
        with st.expander(shared.EXACTLY), st.container(key="mp-request-1"):
            st.code("\n\n".join(request.texts()), language=None, wrap_lines=True, height=320)
        with st.container(horizontal=True, gap="xsmall"):
            st.button(shared.SEND, key="mp-go-send", on_click=_decide, args=(assistant, host, "yes"))
            st.button(shared.STAY_GUIDED, key="mp-stay", on_click=_decide, args=(assistant, host, "no"))
        st.html(f'<p class="mp-quiet">{as_html(shared.KEPT_ANSWER)}</p>')


def _decide(assistant: Assistant, host: str, said: consent.Answer) -> None:
    """The line goes on to the mentor either way."""
    if rehearse_hand.attempt(lambda: consent.give(assistant, host, said)) and said == "no":
        assistant.use(Choice())
