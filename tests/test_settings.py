"""What the operator sets: a gateway starts with good values, and says what is wrong with others."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway.settings import BadSetting, from_environment

SECRET = "s" * 32


def test_only_the_secret_must_be_set():
    chosen = from_environment({"GATEWAY_SECRET": SECRET})
    assert (chosen.host, chosen.port) == ("127.0.0.1", 8080)
    assert chosen.rasa_url == "http://127.0.0.1:5005"
    assert chosen.rate_limit
    assert chosen.database == Path("var/conversations.sqlite")


def test_every_setting_is_taken_over():
    chosen = from_environment(
        {
            "GATEWAY_SECRET": SECRET,
            "HOST": "0.0.0.0",
            "PORT": "81",
            "RASA_PORT": "82",
            "STATE_DIR": "/somewhere",
            "SITES": "https://clinic.example http://127.0.0.1:81",
        }
    )
    assert (chosen.host, chosen.port, chosen.rasa_url) == ("0.0.0.0", 81, "http://127.0.0.1:82")
    assert chosen.database == Path("/somewhere/conversations.sqlite")
    assert chosen.sites == {"https://clinic.example", "http://127.0.0.1:81"}


@pytest.mark.parametrize(
    "site", ["*", "clinic.example", "https://clinic.example/", "https://a.b/c", "null"]
)
def test_a_site_that_no_browser_would_name_is_refused(site):
    with pytest.raises(BadSetting, match="SITES="):
        from_environment({"GATEWAY_SECRET": SECRET, "SITES": f"https://ok.example {site}"})


@pytest.mark.parametrize("secret", [{}, {"GATEWAY_SECRET": ""}, {"GATEWAY_SECRET": "s" * 31}])
def test_no_gateway_without_a_long_secret(secret):
    with pytest.raises(BadSetting, match="GATEWAY_SECRET"):
        from_environment(secret)


def test_an_error_never_shows_the_secret():
    with pytest.raises(BadSetting) as error:
        from_environment({"GATEWAY_SECRET": "hunter2"})
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.1", "example.org"])
def test_limits_can_be_off_on_loopback_only(host):
    environment = {"GATEWAY_SECRET": SECRET, "RATE_LIMIT": "off"}
    assert not from_environment(environment).rate_limit
    with pytest.raises(BadSetting, match="RATE_LIMIT"):
        from_environment({**environment, "HOST": host})


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.sampled_from(["PORT", "RASA_PORT"]), st.text(st.characters(), min_size=1, max_size=8))
@example("PORT", "0")
@example("PORT", "65536")
@example("PORT", "-1")
@example("PORT", "80.5")
@example("RASA_PORT", "²")
def test_a_port_is_a_number_or_the_setting_is_named(name, value):
    try:
        chosen = from_environment({"GATEWAY_SECRET": SECRET, name: value})
    except BadSetting as error:
        assert f"{name}=" in str(error)
    else:
        port = chosen.port if name == "PORT" else int(chosen.rasa_url.rpartition(":")[2])
        assert 0 < port < 65536
        assert port == int(value)
