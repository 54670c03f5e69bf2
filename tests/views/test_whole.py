"""What somebody decides is taken whole, however fast the next message comes."""

from __future__ import annotations

import socket
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.browser.serving import serving
from tests.oidc.wire import PATIENCE, Visitor

PAGE = Path(__file__).with_name("slow_page.py")


def test_a_callback_that_has_begun_is_not_cut_short_by_the_next_message() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as tests,
        serving(PAGE, TELL=str(tests.getsockname()[1])) as url,
        Visitor(url.rstrip("/")).on("") as wire,
    ):
        tests.settimeout(PATIENCE)
        screen = wire.run()
        number = WidgetState(id=screen.id_of("number_input", "Number"), int_value=2)
        switch = WidgetState(id=screen.id_of("checkbox", "Switch"), bool_value=True)
        wire.ask(number)
        callback, _address = tests.accept()
        with callback:
            callback.settimeout(PATIENCE)
            assert callback.recv(16) == b"begun"
            wire.wait_until_begun()
            wire.ask(number, switch)
            wire.wait_until_begun()
            callback.sendall(b".")
            assert callback.recv(16) == b"2 is done"
