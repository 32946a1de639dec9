"""Whom somebody can call, by country, as data: `wording/contacts.yaml`. Shown after a careful answer."""

from datetime import date
from functools import cache

from pydantic import Field

from assistant.commands import Concern
from assistant.word.lines import FOLDER
from knowledge.types import Frozen


class Checked(Frozen):
    """A number, the source in which it was read, and the day on which that was."""

    number: str = Field(min_length=1)
    source: str = Field(min_length=1)
    checked: date


class Contact(Checked):
    """Somebody to turn to. `concerns`: for what."""

    concerns: tuple[Concern, ...] = Field(alias="for", min_length=1)
    name: str = Field(min_length=1)
    note: str


class Country(Frozen):
    code: str = Field(pattern="^[A-Z]{2}$")
    name: str = Field(min_length=1)
    emergency: Checked
    contacts: tuple[Contact, ...]

    def fitting(self, concern: Concern) -> tuple[Contact, ...]:
        """The contacts for a concern; all of them where it may be any."""
        return tuple(each for each in self.contacts if concern in ("worry", "unsure") or concern in each.concerns)


@cache
def contacts() -> tuple[Country, ...]:
    """Every country that has been looked up, by name."""
    import yaml

    text = (FOLDER / "contacts.yaml").read_text(encoding="utf-8")
    countries = (Country.model_validate(each) for each in yaml.load(text, yaml.CSafeLoader)["countries"])
    return tuple(sorted(countries, key=lambda country: country.name))
