"""A page whose one input takes its time: its callback tells a test that it has begun, and waits."""

import os
import socket

import streamlit as st

from views.whole import let_callbacks_finish

let_callbacks_finish()


def decided() -> None:
    """Say the number, wait for the word, read what the session holds, and say that it is done."""
    with socket.create_connection(("127.0.0.1", int(os.environ["TELL"]))) as listener:
        listener.sendall(b"begun")
        listener.recv(1)
        number = st.session_state["number"]
        st.toast("done")
        listener.sendall(f"{number} is done".encode())


st.number_input("Number", value=1, key="number", on_change=decided)
st.toggle("Switch", key="switch")
