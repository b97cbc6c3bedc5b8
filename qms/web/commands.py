"""``qms serve``: the pages, served by this machine."""

from collections.abc import Callable

import click
from flask import Flask
from waitress.server import create_server

from qms.commandline import command, option
from qms.installation import Installation
from qms.language import Phrase, UserError, mark
from qms.web.logs import speak_up

THREADS = 8


def serve_command(application: Callable[[Installation], Flask]) -> click.Command:
    """The command ``serve`` for the pages that ``application`` makes."""

    @command("serve", help=mark("Mở các trang web của hệ thống trên máy này. Dừng bằng Ctrl+C."))
    @option("--host", default="127.0.0.1", show_default=True, metavar=mark("ĐỊA_CHỈ"), help=mark("Địa chỉ mạng để lắng nghe."))
    @option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help=mark("Cổng; 0 là một cổng còn trống."))
    @click.pass_obj
    def serve(installation: Installation, host: str, port: int) -> None:
        speak_up()
        _ = installation.database  # opened first: what is wrong with it is said before anything is served
        try:
            server = create_server(
                application(installation),
                host=host,
                port=port,
                threads=THREADS,
                clear_untrusted_proxy_headers=not installation.settings.proxies,
            )
        except OSError as error:
            raise UserError(
                Phrase(
                    mark("Không mở được cổng {port} tại {host}: {reason}. Hãy chọn cổng khác bằng --port."),
                    port=port,
                    host=host,
                    reason=error.strerror or str(error),
                )
            ) from error
        click.echo(
            Phrase(mark("Đang phục vụ tại {address} – dừng bằng Ctrl+C."), address=f"http://{host}:{server.effective_port}/")
        )
        try:
            server.run()
        finally:
            server.close()

    return serve
