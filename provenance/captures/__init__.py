"""What was received, kept as it came: WARC files beside the store, and a WACZ of them for whoever wants to check.

    options = recording(options, store)

`provenance ingest FOLDER` reads them again without asking anybody.
"""

from provenance.captures.recorder import Recorder, folder_of, recording
from provenance.captures.wacz import write_wacz

__all__ = ["Recorder", "folder_of", "recording", "write_wacz"]
