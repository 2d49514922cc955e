import pytest

from tests.parts import REQUIRE, need


def test_a_missing_part_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRE, raising=False)
    need(True, "It is there")
    with pytest.raises(pytest.skip.Exception, match="Nothing is installed"):
        need(False, "Nothing is installed")


def test_a_missing_part_fails_where_all_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REQUIRE, "1")
    need(True, "It is there")
    with pytest.raises(pytest.fail.Exception, match="Nothing is installed"):
        need(False, "Nothing is installed")
