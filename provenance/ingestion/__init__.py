"""The verb `ingest`: pages into the store, read by as many processes as are wanted."""

from provenance.ingestion.keeping import ingest, put
from provenance.reading import Ingested

__all__ = ["Ingested", "ingest", "put"]
