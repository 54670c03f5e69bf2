"""A client that speaks to the app past its screen: cookies by HTTP, messages by WebSocket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlparse

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 60
_HIDDEN = re.compile(r'name="([^"]*)" value="([^"]*)"')
_XSRF = "_streamlit_xsrf"


@dataclass
class Screen:
    """What one run of a page has sent: the elements, and an address to go to."""

    elements: list[Element] = field(default_factory=list)
    leads_to: str = ""

    @property
    def text(self) -> str:
        """All of it as text, to search in."""
        return "\n".join(str(element) for element in self.elements)

    def button(self, label: str) -> str:
        """Give the id of the button with a label."""
        found = [each.button.id for each in self.elements if each.button.label == label]
        assert found, self.labels
        return found[0]

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons."""
        return [each.button.label for each in self.elements if each.button.label]

    def number(self, label: str) -> float:
        """Give what an input of a number shows."""
        inputs = (each.number_input for each in self.elements)
        return next(each.default for each in inputs if each.label == label)

    def id_of(self, kind: str, label: str) -> str:
        """Give the id of the widget of a kind, by the name of its message, with a label."""
        found = [
            str(getattr(each, kind).id)
            for each in self.elements
            if each.WhichOneof("type") == kind and getattr(each, kind).label == label
        ]
        assert found, label
        return found[0]


@dataclass
class Wire:
    """One session of the app, driven by its messages."""

    socket: ClientConnection
    page: str
    begun: int = 0  # runs that the server has begun, as far as its messages were read
    session: str = ""

    def run(self, *states: WidgetState, query: str = "lang=en&area=villebourg") -> Screen:
        """Ask for a run of the page with the state of some widgets, and give what comes back."""
        self.ask(*states, query=query)
        return self._screen()

    def drawn_anew(self) -> Screen:
        """Give what comes without being asked for: the page as others' decisions have made it."""
        return self._screen()

    def ask(self, *states: WidgetState, query: str = "lang=en&area=villebourg") -> None:
        """Ask for a run of the page, and do not wait for it."""
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        asked.rerun_script.query_string = query
        asked.rerun_script.context_info.locale = "en"
        asked.rerun_script.widget_states.widgets.extend(states)
        self.socket.send(asked.SerializeToString())

    def click(self, button: str) -> Screen:
        """Send a click on a button by its id, whether or not this session was shown one."""
        return self.run(WidgetState(id=button, trigger_value=True))

    def file(self, screen: Screen, label: str) -> str:
        """Have the file behind a button made, and give where it can be fetched."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = label
        asked.backend_operation_request.session_id = self.session
        buttons = (each.download_button for each in screen.elements)
        asked.backend_operation_request.deferred_file.file_id = next(
            each.deferred_file_id for each in buttons if each.label == label
        )
        self.socket.send(asked.SerializeToString())
        while (told := self._next()).WhichOneof("type") != "backend_operation_response":
            pass
        return told.backend_operation_response.deferred_file.url

    def wait_until_begun(self) -> None:
        """Wait until the server has begun a run."""
        while self._next().WhichOneof("type") != "new_session":
            pass

    def _next(self) -> ForwardMsg:
        told = ForwardMsg()
        frame = self.socket.recv(timeout=PATIENCE)
        assert isinstance(frame, bytes)
        told.ParseFromString(frame)
        if told.WhichOneof("type") == "new_session":
            self.begun += 1
            self.session = told.new_session.initialize.session_id
        return told

    def _screen(self) -> Screen:
        screen = Screen()
        while True:
            told = self._next()
            match told.WhichOneof("type"):
                case "delta":
                    screen.elements.append(told.delta.new_element)
                case "auth_redirect":
                    screen.leads_to = told.auth_redirect.url
                case "script_finished":
                    if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                        return screen


@dataclass
class Visitor:
    """A browser without a screen."""

    url: str
    web: requests.Session = field(default_factory=requests.Session)

    @contextmanager
    def on(self, page: str, *, origin: str = "") -> Iterator[Wire]:
        """Open a session on a page, as the browser would: same origin, the cookies, the token."""
        place = urlparse(self.url)
        self.web.get(f"{self.url}/_stcore/health", timeout=PATIENCE).raise_for_status()
        cookies = "; ".join(f"{each.name}={each.value}" for each in self.web.cookies)
        with connect(
            f"ws://{place.netloc}{place.path}/_stcore/stream",
            origin=Origin(origin or f"http://{place.netloc}"),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self.web.cookies[_XSRF])],
            additional_headers={"Cookie": cookies},
            max_size=None,
        ) as socket:
            yield Wire(socket, page)

    def sign_in(self, user: str) -> Visitor:
        """Press the button, choose a user at the provider, and come back with the cookies."""
        with self.on("map") as wire:
            leads_to = wire.click(wire.run().button("Sign in")).leads_to
        form = self.web.get(urljoin(f"{self.url}/", leads_to), timeout=PATIENCE)
        hidden = {name: unescape(value) for name, value in _HIDDEN.findall(form.text)}
        answer = self.web.post(
            urljoin(form.url, "/authorize"), data=hidden | {"user": user}, timeout=PATIENCE
        )
        answer.raise_for_status()
        return self
