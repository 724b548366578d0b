"""The verb `hub serve`: one process that answers, or one that keeps several which do."""

from __future__ import annotations

import socket
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from app.clock import Clock
from app.domain.playbook_checks import Terms
from app.hub.company_sign_in import Provider
from app.hub.http import build_app
from app.hub.mailing import Password, no_password
from app.hub.pool import PoolRules
from app.hub.ports import HubStore
from app.hub.processes import processes_of
from app.hub.sending_out import Sender
from app.hub.serving import HubServer, bind, check_certificate, read_listen, url_of
from app.hub.sums import ScoredSums
from app.hub.ticking import Ticker
from app.hub.workers import Supervisor, end_with_supervisor, refuse_file
from app.protocol.company_sign_in import Fetch

_NO_FENCE = (
    "The database has no role followthrough_desk, so it does not hold reads to people's rows itself; see README.md."
)
_ONE_PROCESS = "One process serves: several can share a socket on Linux and macOS only."


class Serving(msgspec.Struct, frozen=True):
    """Serves as the words of a command line ask; `program` begins this process's like, `say` tells its address.

    `password` reads the mail server's from where it lies.
    """

    args: Namespace
    clock: Clock
    fetch: Fetch
    say: Callable[[dict[str, Any]], None]
    program: Sequence[str]
    password: Password = no_password

    def alone(self, store: HubStore, sums: ScoredSums, judged_by: Terms) -> int:
        """Serve until told to stop; on the socket of a supervisor where `--on-socket` names one."""
        args = self.args
        where = read_listen(args.listen, args.tls_cert, args.tls_key)
        on = None if args.on_socket is None else socket.socket(fileno=args.on_socket)
        if args.database.startswith("postgresql") and not store.is_fenced and args.place <= 1:
            print(_NO_FENCE, file=sys.stderr)  # noqa: T201 - for the person who runs it
        if (args.workers or 1) > processes_of(args):
            print(_ONE_PROCESS, file=sys.stderr)  # noqa: T201 - the same
        checks = Provider(self.fetch, self.clock).check
        server = HubServer(build_app(store, self.clock, sums, judged_by, checks), where, on)
        if on is None:
            self.say({"listening": server.url})
        else:
            end_with_supervisor(server.stop)
        sender = Sender(store, sums, self.password)
        ticker = Ticker(store, self.clock, PoolRules(judged_by.rules), sums, sender)
        ticker.start()
        try:
            server.run()
        finally:
            ticker.stop()
        return 0

    def with_workers(self, open_store: Callable[[], HubStore]) -> int:
        """Keep several processes on one socket until told to stop; `open_store` makes the tables that they share."""
        args = self.args
        refuse_file(args.database)
        where = read_listen(args.listen, args.tls_cert, args.tls_key)
        check_certificate(where)
        # once here, so that what is wrong with it is said once, and its tables are there before several look
        open_store().close()
        bound = bind(where)

        def command(place: int) -> list[str]:
            return [*self.program, "--on-socket", str(bound.fileno()), "--place", str(place)]

        self.say({"listening": url_of(bound, where)})
        Supervisor(command, processes_of(args), bound, self.clock).run()
        return 0
