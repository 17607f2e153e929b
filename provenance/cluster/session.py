"""A Spark session that suits the stages, and its errors as one line."""

import atexit
import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import MissingExtra, ProvenanceError, Stop

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[*]"
_LOCAL = re.compile(r"local(?:\[(?P<cores>\d+|\*)|\Z|-)")
_PARTS = 4  # parts of a shuffle for each core of this machine
_OWN = re.compile(r"provenance\.errors\.\w+: ([^\n]+)")
_LOGGING = Path(__file__).with_name("log4j2.properties")
# The batches that Python is given are small, for a page may have megabytes; times are UTC and may be before 1900.
_SUITABLE = {
    "spark.app.name": "provenance link",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "200",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.compression.codec": "zstd",
}
# On this machine alone: nothing listens for others, and nobody is asked for this machine's name.
_ALONE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.defaultJavaOptions": f"-Dlog4j2.configurationFile={_LOGGING.as_uri()}",
}


@contextmanager
def session(
    master: str = LOCAL, conf: Mapping[str, str] | None = None, *, at_home: bool = True
) -> "Iterator[SparkSession]":
    """A Spark session on `master`; one that is there already is used and left as it was. Errors are Stop, one line.

    `conf` are settings of Spark's, which go before ours. `at_home` says that all files are on this machine: a local
    session then need not find others by their names. MissingExtra without pyspark.
    """
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise MissingExtra.of("the engine spark", str(error.name), "spark") from error
    running = SparkSession.getActiveSession()
    with explained():
        spark = running or _begun(master, conf or {}, at_home)
        before = {key: spark.conf.get(key, None) for key in _SUITABLE} if running else {}
        try:
            for key, value in _SUITABLE.items():
                if spark.conf.isModifiable(key) and key not in (conf or {}):
                    spark.conf.set(key, value)
            with explained():  # Spark's errors ask Java for their words, which is gone once the session is
                yield spark
        finally:
            if running is None:
                _end(spark)
            for key, old in before.items():
                if old is not None and spark.conf.isModifiable(key):
                    spark.conf.set(key, old)


def _begun(master: str, conf: Mapping[str, str], at_home: bool) -> "SparkSession":
    from pyspark.sql import SparkSession

    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise Stop("the engine spark needs Java 17: no java on the path, and JAVA_HOME is not set")
    settings = dict(_SUITABLE)
    if local := _LOCAL.match(master):
        settings |= _ALONE
        # Spark's 200 parts are for a cluster; here a task costs more than most parts hold.
        settings["spark.sql.shuffle.partitions"] = str(_PARTS * _cores(local["cores"]))
        if at_home:
            settings["spark.driver.defaultJavaOptions"] += _naming_itself()
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    for key, value in {**settings, **conf}.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _cores(named: str | None) -> int:
    """The cores that a local session is given: a number, `*` for all, nothing for one."""
    return int(named) if named and named.isdigit() else (os.cpu_count() or 1) if named else 1


def _end(spark: "SparkSession") -> None:
    """Stop a session and the Java below it, which else would stay as long as this process."""
    from pyspark import SparkContext

    gateway: Any = SparkContext._gateway
    spark.stop()
    if gateway is not None and getattr(gateway, "proc", None) is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=60)
        SparkContext._gateway = SparkContext._jvm = None


def _naming_itself() -> str:
    """What keeps Java from asking others for the name of this machine, where its list of hosts has none."""
    name, hosts = socket.gethostname(), Path("/etc/hosts")
    if not hosts.is_file() or name in hosts.read_text("utf-8", "replace").split():
        return ""
    with tempfile.NamedTemporaryFile("w", prefix="provenance-hosts-", delete=False) as file:
        file.write(f"127.0.0.1 localhost {name}\n")
    atexit.register(Path(file.name).unlink, missing_ok=True)
    return f" -Djdk.net.hosts.file={file.name}"


@contextmanager
def explained() -> Iterator[None]:
    """What Spark says at length, as one line: an error of ours that came from a worker, or how Spark's own begins."""
    try:
        yield
    except ProvenanceError:
        raise
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark", "py4j")):
            raise
        raise Stop(f"spark: {_line(str(error))}") from error


def _line(text: str) -> str:
    own = _OWN.findall(text)
    if own:
        return str(own[-1])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:300] if lines else "it came to its end without a word"
