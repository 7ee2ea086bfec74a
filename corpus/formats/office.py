"""Old office formats (.doc, .wps, .xls, .rtf, .odt) turned into new ones by LibreOffice, where it is installed.

It runs without a window, in a profile of its own that forbids macros, links and updates, in a folder that is removed, and is
stopped with all it started when the time is over. One conversion at a time: a profile serves only one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

from corpus.errors import InputError
from corpus.formats.types import Limits

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/opt/libreoffice/program/soffice",
)
_FORBIDDEN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
_LOCK = threading.Lock()


def find_office() -> str:
    """The path of LibreOffice's program, empty where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


def convert(name: str, data: bytes, suffix: str, target: str, limits: Limits) -> bytes:
    """``data``, which is of the kind that ``suffix`` names, as a file of the kind ``target`` (docx, xlsx, pdf).

    InputError when LibreOffice is missing, fails, or takes longer than ``limits.seconds``.
    """
    program = find_office()
    if not program:
        raise InputError(
            f"读取“{name}”需要 LibreOffice，本机没有安装：请安装后重试，或用 Word/WPS 另存为 .docx 或 .xlsx 后放入。"
        )
    with _LOCK, tempfile.TemporaryDirectory(prefix="planqa-office-") as folder:
        source = Path(folder) / f"source{suffix}"
        source.write_bytes(data)
        _run(name, [program, *_options(), "--convert-to", target, "--outdir", f"{folder}/out", str(source)], limits)
        made = Path(folder) / "out" / f"source.{target}"
        if not made.is_file():
            raise InputError(f"文件“{name}”无法转换（可能已损坏或加密）：请用办公软件打开并另存后重新放入。")
        return made.read_bytes()


def _options() -> list[str]:
    profile = _profile().as_uri()
    return ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", f"-env:UserInstallation={profile}"]


@cache
def _profile() -> Path:
    """The profile of this process, made once (its first start takes seconds) and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="planqa-office-profile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir()
    settings.write_text(_FORBIDDEN, encoding="utf-8")
    return folder


def _run(name: str, command: list[str], limits: Limits) -> None:
    """Run LibreOffice; what it says is not shown. InputError when it takes too long."""
    none = subprocess.DEVNULL
    environment = {**os.environ, "http_proxy": "127.0.0.1:9", "https_proxy": "127.0.0.1:9", "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(
        command, env=environment, start_new_session=True, stdin=none, stdout=none, stderr=none
    ) as process:
        try:
            process.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired as error:
            _stop(process)
            raise InputError(
                f"文件“{name}”转换超过 {limits.seconds:.0f} 秒，已停止：请用办公软件另存后放入。"
            ) from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program and the one that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
