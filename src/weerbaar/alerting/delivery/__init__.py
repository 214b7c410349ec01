# SPDX-License-Identifier: EUPL-1.2
"""Delivery: a message to a Cell Broadcast Centre or a controller of base stations, with receipts, and never twice.

In: an approved text as pages, cells, times, and the register. Out: the register with each order written before it is
sent, how the transport ended, what every cell did and how often it broadcast; after a crash or a restart of the other
side the same, and phones that ring once. 3GPP TS 48.049 (CBSP), TS 23.041; osmo-cbc's REST interface and console.
"""

from weerbaar.alerting.delivery.approved import NothingToSendError, message_of
from weerbaar.alerting.delivery.bsc_channel import BscChannel, bsc_channel
from weerbaar.alerting.delivery.cell_names import ALL, CellNameError, read_cell
from weerbaar.alerting.delivery.channel import Channel, ExerciseChannel, LiveChannel, WrongPurposeError
from weerbaar.alerting.delivery.channel_file import Channels, read_channels
from weerbaar.alerting.delivery.holding import FolderHolds, HeldError, Holds
from weerbaar.alerting.delivery.ledger import Delivery, Ledger
from weerbaar.alerting.delivery.orders import ForExercise, ForReal, ForTest, Message, Order, OrderError
from weerbaar.alerting.delivery.osmo_cbc import CbcAddress, OsmoCbcChannel
from weerbaar.alerting.delivery.outcome import Outcome, Receipt
from weerbaar.alerting.delivery.pool import PoolError
from weerbaar.alerting.delivery.recipients import Recipient, check_apart
from weerbaar.alerting.delivery.rehearsal import RehearsalChannel
from weerbaar.alerting.delivery.sending import SendingError, resume, send, status, update, withdraw
from weerbaar.alerting.delivery.watchdog import Round, Watched, watch
from weerbaar.alerting.delivery.writing import Desk

__all__ = [
    "ALL",
    "BscChannel",
    "CbcAddress",
    "CellNameError",
    "Channel",
    "Channels",
    "Delivery",
    "Desk",
    "ExerciseChannel",
    "FolderHolds",
    "ForExercise",
    "ForReal",
    "ForTest",
    "HeldError",
    "Holds",
    "Ledger",
    "LiveChannel",
    "Message",
    "NothingToSendError",
    "Order",
    "OrderError",
    "OsmoCbcChannel",
    "Outcome",
    "PoolError",
    "Receipt",
    "Recipient",
    "RehearsalChannel",
    "Round",
    "SendingError",
    "Watched",
    "WrongPurposeError",
    "bsc_channel",
    "check_apart",
    "message_of",
    "read_cell",
    "read_channels",
    "resume",
    "send",
    "status",
    "update",
    "watch",
    "withdraw",
]
