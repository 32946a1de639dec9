"""What the models have read and written, the limit in force, and what it costs at prices that the person fills in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st
from pydantic import TypeAdapter, ValidationError

from knowledge.errors import MentorprepError
from knowledge.types import Frozen
from ui import texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant
    from assistant.usage import Usage

_PREFERENCE, _MILLION = "prices", 1_000_000
_IN, _OUT, _CURRENCY, _WRONG = "mp-price-in", "mp-price-out", "mp-currency", "mp-prices-wrong"


class Price(Frozen):
    """Of one model, for a million tokens."""

    input: float
    output: float
    currency: str


_PRICES = TypeAdapter(dict[str, Price])


def draw(assistant: Assistant, conversation_id: str | None, limit: int | None) -> None:
    """`limit`: tokens of a day, None where there is none."""
    total = assistant.usage()
    rows = [(texts.TOKENS_HERE, assistant.usage(conversation_id))] if conversation_id else []
    rows.append((texts.TOKENS_ALL, total))
    price = prices(assistant).get(assistant.model)
    st.html(
        f'<h2 class="mp-title">{as_html(texts.TOKENS)}</h2><p class="mp-quiet">{as_html(texts.TOKENS_WHAT)}</p>'
        f'{table(rows, price)}<p class="mp-quiet">{as_html(texts.today(total.today, limit))}</p>'
    )
    if not assistant.choice.guided:
        _form(assistant, price)


def table(rows: list[tuple[str, Usage]], price: Price | None) -> str:
    """The numbers as HTML; with what they cost only where the person has filled in prices."""
    head = "".join(f'<th scope="col">{as_html(each)}</th>' for each in texts.TOKENS_HEAD[: 4 if price else 3])
    body = ""
    for name, usage in rows:
        cells = [f"{usage.input:,}", f"{usage.output:,}", *([cost(usage, price)] if price else [])]
        body += f'<tr><th scope="row">{as_html(name)}</th>{"".join(f"<td>{as_html(cell)}</td>" for cell in cells)}</tr>'
    note = f'<p class="mp-quiet">{as_html(texts.TOKENS_COST)}</p>' if price else ""
    return f'<table class="mp-numbers"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}'


def cost(usage: Usage, price: Price) -> str:
    """In the person's currency; small sums with more digits."""
    value = (usage.input * price.input + usage.output * price.output) / _MILLION
    return f"{value:,.2f} {price.currency}" if value >= 1 else f"{value:.4f} {price.currency}"


def prices(assistant: Assistant) -> dict[str, Price]:
    """Those that the person has filled in, by model."""
    try:
        return _PRICES.validate_json(assistant.preference(_PREFERENCE) or "{}")
    except ValidationError:
        return {}


def _form(assistant: Assistant, price: Price | None) -> None:
    name = assistant.model
    with st.expander(texts.PRICES):
        st.html(f'<p class="mp-quiet">{as_html(texts.prices_of(name))}</p>')
        with st.form("mp-prices-form", border=False):
            with st.container(horizontal=True, gap="small", key="mp-prices"):
                for label, key, value in (
                    (texts.PRICE_IN, _IN, price.input if price else None),
                    (texts.PRICE_OUT, _OUT, price.output if price else None),
                ):
                    st.number_input(
                        label, min_value=0.0, value=value, step=0.01, format="%g", key=f"{key}-{name}", width=150
                    )
                st.text_input(
                    texts.CURRENCY, price.currency if price else "", key=f"{_CURRENCY}-{name}", max_chars=8,
                    placeholder="EUR", width=110,
                )  # fmt: skip
            with st.container(horizontal=True, gap="xsmall"):
                st.form_submit_button(texts.SAVE, key="mp-go-prices", on_click=_save, args=(assistant, name))
                if price is not None:
                    st.form_submit_button(
                        texts.PRICES_FORGET, key="mp-prices-no", on_click=_keep, args=(assistant, name, None)
                    )
        if wrong := st.session_state.pop(_WRONG, None):
            st.error(as_label(str(wrong)))


def _save(assistant: Assistant, name: str) -> None:
    given, made = (st.session_state.get(f"{key}-{name}") for key in (_IN, _OUT))
    currency = str(st.session_state.get(f"{_CURRENCY}-{name}") or "").strip()
    if given is None or made is None or not currency:
        st.session_state[_WRONG] = texts.PRICES_NOT
        return
    _keep(assistant, name, Price(input=given, output=made, currency=currency))


def _keep(assistant: Assistant, name: str, price: Price | None) -> None:
    if price is None:  # the fields would keep what is forgotten
        for key in (_IN, _OUT, _CURRENCY):
            st.session_state.pop(f"{key}-{name}", None)
    try:
        known = {model: each.model_dump() for model, each in prices(assistant).items() if model != name}
        assistant.prefer(_PREFERENCE, json.dumps(known | ({name: price.model_dump()} if price else {})))
    except MentorprepError as error:
        st.session_state[_WRONG] = str(error)
