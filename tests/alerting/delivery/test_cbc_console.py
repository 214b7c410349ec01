# SPDX-License-Identifier: EUPL-1.2
"""The console of osmo-cbc 0.5.1 read word for word."""

import socket
import threading

import pytest

from tests.alerting.delivery.fake_cbc import FakeCbc, running
from weerbaar.alerting.broadcast import CellId
from weerbaar.alerting.delivery.cbc_console import ConsoleError, ask, read_message, read_peers

SHOWN = f"""Message ID 1113, Serial Number 4010, State: ACTIVE
 Created by CBE 'vr20' at Thu Nov 26 12:59:20 2026
 Repetition Period: 4 ( 7.53s), Number of broadcasts: 90
 Warning Period: 4294967295s
 DCS: 0x0f, Number of pages: 1, User Data Bytes: 82
 Page 0: {"0d" * 82}
 Peer: 'bsc-noord', State: ACTIVE
  Cells Installed:
   CGI 204-08-101-1001
   LAC 101 CI 1002
  Cells Failed:
   CGI 204-08-202-2001 (cause=6)
  Number of Broadcasts Completed:
   CGI 204-08-101-1001 (5/0)
 Peer: 'bsc-zuid', State: WAIT_WRITE_ACK
  Cells Installed:
   BSS
  Cells Failed:
  Number of Broadcasts Completed:
"""

PEERS = """
|Name                | IP             | Port | Proto | State               |
|--------------------|----------------|------|-------|---------------------|
|bsc-noord           | 127.9.0.4      | 48051| CBSP  | IDLE                |
|bsc-zuid            | 127.9.0.5      | 48051| CBSP  | <disconnected>      |
|<unnamed>           | <unset>        | 0    | CBSP  | <disconnected>      |
|<unnamed>           | <unset>        | 0    | CBSP  | IDLE                |
"""


def test_a_message_with_its_cells() -> None:
    message = read_message(SHOWN)
    assert message is not None
    assert (message.identifier, message.serial, message.state) == (4371, 0x4010, "ACTIVE")
    north, south = message.peers
    assert north.installed == [CellId("20408", 101, 1001), CellId("", 101, 1002)]
    assert north.failed == {CellId("20408", 202, 2001): 6}
    assert north.completed == {CellId("20408", 101, 1001): 5}
    assert (south.name, south.state, south.installed) == ("bsc-zuid", "WAIT_WRITE_ACK", [CellId()])


@pytest.mark.parametrize("shown", ["Unknown Message ID 4999", "Unknown Messsage ID 4999"])
def test_no_message(shown: str) -> None:
    assert read_message(shown) is None


def test_what_no_osmo_cbc_says_is_not_taken_for_an_answer() -> None:
    with pytest.raises(ConsoleError, match="unknown"):
        read_message("% Unknown command.")


def test_peers() -> None:
    assert read_peers(PEERS) == {"bsc-noord": True, "bsc-zuid": False, "<unset>": True}


def test_a_conversation() -> None:
    with running(FakeCbc()) as cbc:
        said = ask("127.0.0.1", cbc.address.console_port, "show peers", 2)
        assert read_peers(said) == {"noord": True}


@pytest.mark.parametrize("said", [b"", b"OsmoCBC> ", b"Password: "])
def test_a_console_that_hangs_up_or_stays_silent(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(said)
                connection.recv(100)

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        with pytest.raises(ConsoleError):
            ask("127.0.0.1", server.getsockname()[1], "show peers", 0.2)
        thread.join(5)
