"""The Settings page and the choice of a model, without a browser; the models over real HTTP."""

import html
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.models import KEYS, Choice
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.usage import Usage
from knowledge.library import Library
from tests.fakes.chat_server import USAGE, ChatServer
from ui import consent, door, model, texts, tokens
from ui.text import as_html

MAIN = str(Path(door.__file__).with_name("main.py"))
KEY = "sk-this-is-secret-0123456789"
QUESTION = "How often should we meet?"
_OUTCOME = re.compile(r'<p class="mp-outcome[^"]*" role="(\w+)">(.*?)</p>')
ELSEWHERE = "https://models.example.org/v1"


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_keys", {})
    for name in (*KEYS.values(), "OPENAI_BASE_URL", "MENTORPREP_TOKENS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def own(library: Library, tmp_path: Path) -> Assistant:
    """An assistant to whom nobody has said anything yet."""
    return Assistant(Settings(home=tmp_path / "own"), library=library)


def restarted(assistant: Assistant, settings: Settings | None = None) -> Assistant:
    """The same home after a new start of the app: typed keys are gone."""
    model._keys.clear()
    again = Assistant(settings or Settings(home=assistant.home), library=assistant._library)
    model.take_up(again)
    return again


@pytest.fixture
def chat(own: Assistant, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    fresh = door._Door()
    fresh.assistant = own
    fresh.settings = Settings(home=own.home, tokens=5000)
    monkeypatch.setattr(door, "_door", fresh)
    return AppTest.from_file(MAIN, default_timeout=30).run()


@pytest.fixture
def page(chat: AppTest) -> AppTest:
    return chat.switch_page("pages/settings.py").run()


def html_of(page: AppTest) -> str:
    return " ".join(str(each.proto.body) for each in page.get("html"))


def type_in(page: AppTest, spec: str, address: str = "", key: str = "") -> AppTest:
    page.radio(key="mp-kind").set_value("server").run()
    page.text_input(key="mp-spec").set_value(spec)
    page.text_input(key="mp-address").set_value(address)
    page.text_input(key="mp-key").set_value(key)
    return page


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def outcomes(page: AppTest) -> list[str]:
    """What came of the last button: its role and its line."""
    return [f"{role}: {html.unescape(line)}" for role, line in _OUTCOME.findall(html_of(page))]


# The choice


def test_a_server_with_an_address_speaks_openais_protocol() -> None:
    assert model.draft("llama3.2:3b", "http://127.0.0.1:11434/v1").spec == "openai:llama3.2:3b"
    assert model.draft("openai:x", "http://127.0.0.1:11434/v1").spec == "openai:x"
    assert model.draft("anthropic:x").base_url is None


def test_the_servers_address_of_the_environment_is_part_of_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", ELSEWHERE)
    assert model.draft("openai:x").host == "models.example.org"
    assert model.draft("anthropic:x").base_url is None


def test_a_typed_key_fits_only_the_server_it_was_typed_for() -> None:
    assert model.draft("openai:x", ELSEWHERE, f" {KEY} ").key is not None
    again = model.draft("openai:another", ELSEWHERE)
    assert again.key is not None and again.key.get_secret_value() == KEY
    assert model.draft("openai:x").key is None
    assert model.draft("openai:x", "https://others.example.org/v1").key is None
    assert model.draft("anthropic:x").key is None


def test_a_choice_is_taken_up_at_the_next_start_but_for_its_key(own: Assistant) -> None:
    model.use(own, model.draft("openai:x", ELSEWHERE))
    again = restarted(own)
    assert again.choice == Choice(spec="openai:x", base_url=ELSEWHERE)
    model.use(own, model.draft("openai:x", ELSEWHERE, KEY))
    assert own.choice.key is not None
    again = restarted(own)
    assert again.choice.guided
    waiting = model.waiting(again)
    assert waiting is not None and waiting.spec == "openai:x"
    model.use(again, model.draft("openai:x", ELSEWHERE, KEY))
    assert model.waiting(again) is None
    assert all(KEY.encode() not in file.read_bytes() for file in own.home.glob("mentorprep.db*"))


def test_a_key_that_left_the_environment_is_needed_again(own: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    model.use(own, model.draft("openai:x"))
    assert restarted(own).model == "openai:x"
    monkeypatch.delenv("OPENAI_API_KEY")
    assert restarted(own).choice.guided


def test_the_environments_model_wins(own: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    model.use(own, Choice(spec="local"))
    monkeypatch.setenv("MENTORPREP_MODEL", "guided")
    assert restarted(own).choice.guided
    monkeypatch.setenv("MENTORPREP_MODEL", "openai:x")
    monkeypatch.setenv("OPENAI_BASE_URL", ELSEWHERE)
    settings = Settings.read().model_copy(update={"home": own.home})
    assert restarted(own, settings).model == "openai:x"
    consent.give(own, "models.example.org", "no")
    assert restarted(own, settings).choice.guided
    consent.forget(own, "models.example.org")
    assert restarted(own, settings).model == "openai:x"


def test_to_choose_a_model_anew_is_to_be_asked_anew(own: Assistant) -> None:
    consent.give(own, "models.example.org", "no")
    model.use(own, model.draft("openai:x", ELSEWHERE))
    assert consent.answer(own, "models.example.org") is None
    consent.give(own, "models.example.org", "yes")
    model.use(own, model.draft("openai:y", ELSEWHERE))
    assert consent.needed(own) == ""


def test_a_damaged_preference_is_no_choice(own: Assistant) -> None:
    own.prefer("model", '{"spec": 3')
    own.prefer("prices", "[]")
    own.prefer("held ", "{}[")
    assert restarted(own).choice.guided
    assert model.kept(own) is None and tokens.prices(own) == {} and consent.held(own, None) is None


# The page


def test_the_page_begins_in_guided_mode(page: AppTest) -> None:
    assert not page.exception
    assert page.radio(key="mp-kind").value == "guided"
    assert as_html(texts.now_in_use("guided", "", None)) in html_of(page)
    assert not [button for button in page.button if button.label == texts.TEST]
    assert texts.PERMITS not in html_of(page)


def test_a_test_shows_what_the_model_says_and_uses_nothing(
    page: AppTest, own: Assistant, chat_server: ChatServer
) -> None:
    press(type_in(page, "openai:good", chat_server.url, KEY), texts.TEST)
    assert outcomes(page) == [f"status: {texts.answered('Hello there.')}"]
    assert chat_server.calls[0].headers["authorization"] == f"Bearer {KEY}"
    assert own.choice.guided and model.kept(own) is None
    assert page.text_input(key="mp-key").value == "" and as_html(texts.KEY_HELD) in html_of(page)
    assert KEY not in repr(page.session_state) and KEY not in html_of(page)


@pytest.mark.parametrize(
    ("spec", "line"), [("openai:401", "does not accept the key"), ("openai:404", "knows no model"), ("gpt", "names no model")]
)  # fmt: skip
def test_a_test_that_fails_gives_the_reason(page: AppTest, chat_server: ChatServer, spec: str, line: str) -> None:
    press(type_in(page, spec, chat_server.url if ":" in spec else "", KEY), texts.TEST)
    assert len(outcomes(page)) == 1 and outcomes(page)[0].startswith("alert: ") and line in outcomes(page)[0]
    assert KEY not in html_of(page)


def test_a_choice_holds_and_keeps_its_key_to_itself(page: AppTest, own: Assistant, chat_server: ChatServer) -> None:
    press(type_in(page, "openai:good", chat_server.url, KEY), texts.USE)
    assert own.model == "openai:good" and own.choice.key is not None
    assert json.loads(own.preference("model") or "") == {
        "spec": "openai:good",
        "base_url": chat_server.url,
        "key": True,
    }
    shown = html_of(page)
    assert as_html(texts.now_in_use("openai:good", "", chat_server.url)) in shown and as_html(texts.KEY_HELD) in shown
    assert KEY not in shown and KEY not in repr(page.session_state)
    page.radio(key="mp-kind").set_value("guided").run()
    press(page, texts.USE)
    assert own.choice.guided
    page.radio(key="mp-kind").set_value("local").run()
    press(page, texts.USE)
    assert own.model == "local"


def test_what_comes_from_the_environment_is_said(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORPREP_MODEL", "guided")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    page.radio(key="mp-kind").set_value("server").run()
    shown = html_of(page)
    assert as_html(texts.from_environment("guided")) in shown
    assert as_html(texts.keys_found(["OPENAI_API_KEY"])) in shown and KEY not in shown


def test_a_key_that_is_needed_again_is_asked_for(page: AppTest, own: Assistant) -> None:
    own.prefer("model", model.Kept(spec="openai:x", base_url=ELSEWHERE, key=True).model_dump_json())
    page.switch_page("pages/chat.py").run()
    assert as_html(texts.needs_key("openai:x")) in html_of(page)
    page.switch_page("pages/settings.py").run()
    assert as_html(texts.needs_key("openai:x")) in html_of(page)
    assert page.text_input(key="mp-spec").value == "openai:x"
    assert page.text_input(key="mp-address").value == ELSEWHERE


def test_what_was_agreed_can_be_taken_back(page: AppTest, own: Assistant) -> None:
    model.use(own, model.draft("openai:x", ELSEWHERE))
    consent.give(own, "models.example.org", "yes")
    page.run()
    assert as_html(texts.permit("models.example.org", True)) in html_of(page)
    press(page, texts.TAKE_BACK)
    assert consent.needed(own) == "models.example.org"
    consent.give(own, "models.example.org", "no")
    own.use(Choice())
    page.run()
    press(page, texts.ASK_AGAIN)
    assert own.model == "openai:x" and consent.needed(own) == "models.example.org"


def test_to_erase_everything_forgets_the_model_and_its_key(own: Assistant) -> None:
    model.use(own, model.draft("openai:x", ELSEWHERE, KEY))
    consent.give(own, "models.example.org", "yes")
    own.records.erase()
    model.forget(own)
    assert own.choice.guided and model._keys == {}
    assert model.kept(own) is None and consent.answer(own, "models.example.org") is None


# What would be sent


def test_a_preview_shows_what_the_message_brings_along_and_keeps_nothing(own: Assistant) -> None:
    conversation = own.create().id
    list(own.reply(conversation, "I am a tester in Lisbon"))
    list(own.reply(conversation, QUESTION))
    before = own.messages(conversation)
    reading, wording = own.preview(conversation, "And where should we meet?")
    assert "And where should we meet?" in reading.texts()[-1] and QUESTION in reading.texts()[-1]
    assert "passage" in wording.texts()[-1]
    earlier, _ = own.preview(conversation, QUESTION, before[2].id)
    assert "tester in Lisbon" in earlier.texts()[-1] and earlier.texts()[-1].count(QUESTION) == 1
    assert own.messages(conversation) == before
    assert len(own.preview(None, QUESTION)) == 2
    assert own.preview(None, "I want to end my life") == ()


# Tokens


def test_tokens_are_counted_and_cost_only_what_the_person_says(
    page: AppTest, own: Assistant, chat_server: ChatServer
) -> None:
    model.use(own, model.draft("openai:good", chat_server.url))
    conversation = own.create().id
    list(own.reply(conversation, QUESTION))
    used = own.usage(conversation)
    assert used == Usage(input=2 * USAGE["prompt_tokens"], output=2 * USAGE["completion_tokens"], today=114)
    page.session_state["conversation"] = conversation
    page.run()
    table = tokens.table([(texts.TOKENS_HERE, used), (texts.TOKENS_ALL, used)], None)
    assert table in html_of(page) and "cost" not in table
    assert as_html(texts.today(114, 5000)) in html_of(page)
    press(page, texts.SAVE)
    assert [str(each.value) for each in page.error] == [texts.PRICES_NOT]
    page.number_input(key="mp-price-in-openai:good").set_value(2.5)
    page.number_input(key="mp-price-out-openai:good").set_value(10.0)
    page.text_input(key="mp-currency-openai:good").set_value("EUR")
    press(page, texts.SAVE)
    assert "<td>0.0004 EUR</td>" in html_of(page) and as_html(texts.TOKENS_COST) in html_of(page)
    press(page, texts.PRICES_FORGET)
    assert "EUR" not in html_of(page) and tokens.prices(own) == {}


def test_a_cost_is_a_sum_over_both_kinds() -> None:
    price = tokens.Price(input=2.0, output=8.0, currency="CHF")
    assert tokens.cost(Usage(input=1_000_000, output=500_000), price) == "6.00 CHF"
    assert tokens.cost(Usage(input=100, output=10), price) == "0.0003 CHF"


# A key that was found


def test_a_found_key_is_offered_once_and_never_used_silently(
    chat: AppTest, own: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not chat.expander
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    chat.run()
    assert chat.expander[0].label == texts.offer_title(["OpenAI"])
    assert as_html(texts.offer("openai", "OPENAI_API_KEY", "api.openai.com")) in html_of(chat)
    assert restarted(own).choice.guided
    press(chat, texts.USE)
    assert [str(each.value) for each in chat.info] == [texts.OFFER_NAMELESS] and own.choice.guided
    press(chat, texts.OFFER_NO)
    assert not chat.expander and not chat.info and own.choice.guided
    assert model.offered(restarted(own)) == ()


def test_a_found_key_is_used_when_the_person_names_a_model(
    chat: AppTest, own: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    chat.run()
    chat.text_input(key="mp-offer-name").set_value("gpt-x")
    press(chat, texts.USE)
    assert own.choice == Choice(spec="openai:gpt-x") and consent.needed(own) == "api.openai.com"
    assert as_html(texts.privacy("api.openai.com")) in html_of(chat)
    assert model.offered(own) == ()


@pytest.mark.parametrize("said", ["environment", "app"])
def test_nothing_is_offered_to_who_has_decided(own: Assistant, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert model.offered(own) == ("openai",)
    if said == "environment":
        monkeypatch.setenv("MENTORPREP_MODEL", "guided")
    else:
        model.use(own, Choice())
    assert model.offered(own) == ()
