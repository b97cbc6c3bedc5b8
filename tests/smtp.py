"""A mail server for one test: speaks just enough SMTP to take letters, on a port of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


@dataclass
class Mailbox:
    """What was received; ``refusing`` answers every recipient with a lasting refusal."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refusing: bool = False

    def take(self, content: bytes) -> None:
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    mailbox = Mailbox()

    class Conversation(StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 test")
            for line in self.rfile:
                word = line[:4].upper()
                if word == b"DATA":
                    self.say("354 go on")
                    mailbox.take(self.content())
                    self.say("250 taken")
                elif word == b"QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("550 unknown" if word == b"RCPT" and mailbox.refusing else "250 8BITMIME")

        def say(self, text: str) -> None:
            self.wfile.write(text.encode() + b"\r\n")

        def content(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            return b"".join(lines)

    with ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        mailbox.port = server.server_address[1]
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield mailbox
        server.shutdown()
        thread.join()
