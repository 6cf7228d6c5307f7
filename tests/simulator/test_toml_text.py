import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.toml_text import toml_text

KEYS = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SINGLE = TEXTS | st.integers(-(2**40), 2**40) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = SINGLE | st.lists(SINGLE, max_size=3) | st.dictionaries(KEYS, SINGLE, max_size=3)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_what_is_written_is_read_back(table: dict[str, object]) -> None:
    assert tomllib.loads(toml_text(table)) == table


def test_a_key_without_a_value_is_left_out() -> None:
    assert toml_text({"zone": None, "place": "window-1"}) == 'place = "window-1"\n'


def test_what_toml_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        toml_text({"thing": object()})
