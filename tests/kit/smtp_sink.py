"""A mail server on loopback that writes down what it takes before it answers, and fails where a script says so."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Sink:
    """`script` maps a stage (mail, rcpt, data, dot) to what it does: a reply, or "drop" / "drop_after_taking"."""

    folder: Path
    script: dict[str, str] = field(default_factory=dict)
    greetings: int = 0
    url: str = ""

    def taken(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.iterdir())]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, host: str, responses: list[str]
    ) -> list[str]:  # noqa: N802
        self.greetings += 1
        session.host_name = host
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:  # noqa: N802
        if reply := self._reply(server, "mail"):
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:  # noqa: N802
        if reply := self._reply(server, "rcpt"):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.script.get("dot") == "drop_after_taking":
            self._write(envelope)
            self._cut(server)
        if reply := self._reply(server, "dot"):
            return reply
        self._write(envelope)
        return "250 taken"

    def _write(self, envelope: Envelope) -> None:
        to = "To-Envelope: " + ",".join(envelope.rcpt_tos) + "\r\n"
        (self.folder / f"{len(list(self.folder.iterdir())):05}").write_bytes(
            to.encode() + (envelope.original_content or b"")
        )

    def _reply(self, server: SMTP, stage: str) -> str:
        planned = self.script.get(stage, "")
        if planned == "drop":
            self._cut(server)
        return planned

    def _cut(self, server: SMTP) -> None:
        assert server.transport is not None
        server.transport.abort()
        raise asyncio.CancelledError


class _ScriptedSMTP(SMTP):
    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        planned = self.event_handler.script.get("data", "")
        if planned == "drop":
            self.transport.abort()
            return
        if planned:
            await self.push(planned)
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> Any:
        return _ScriptedSMTP(self.handler, hostname="sink.test")

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # the system chose it
        super()._trigger_server()


@contextmanager
def running(folder: Path) -> Iterator[Sink]:
    folder.mkdir(parents=True, exist_ok=True)
    sink = Sink(folder)
    controller = _Controller(sink, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        sink.url = f"smtp://127.0.0.1:{controller.port}"
        yield sink
    finally:
        controller.stop()
