"""The frame of every page: navigation, title, logo, style. Runs anew at each click."""

from pathlib import Path

import streamlit as st

from ui import door, presence, texts

_HERE = Path(__file__).parent

presence.new_run()
door.start()  # does nothing when the server has opened it already
st.set_page_config(page_title=texts.APP, page_icon=str(_HERE / "icon.svg"))  # before the pages: theirs come from afar
page = st.navigation(
    [
        st.Page("pages/chat.py", title=texts.CHAT, icon=":material/forum:", default=True),
        st.Page("pages/messages.py", title=texts.MESSAGES, icon=":material/mail:"),
        st.Page("pages/rehearse.py", title=texts.REHEARSE, icon=":material/record_voice_over:"),
        st.Page("pages/guidance.py", title=texts.GUIDANCE, icon=":material/menu_book:"),
        st.Page("pages/settings.py", title=texts.SETTINGS, icon=":material/tune:"),
    ]
)
# These two have things side by side; elsewhere the style sheet keeps reading text at its width.
st.set_page_config(layout="wide" if page.url_path in ("messages", "rehearse") else "centered")
st.html(_HERE / "style.css")
_dark = st.context.theme.type == "dark"
st.logo(str(_HERE / ("logo-dark.svg" if _dark else "logo.svg")), icon_image=str(_HERE / "icon.svg"), size="large")
page.run()
