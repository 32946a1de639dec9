"""Measurements and lessons; each module says with which command it is run."""

import knowledge  # noqa: F401  # before numpy: it sets how many threads that uses
