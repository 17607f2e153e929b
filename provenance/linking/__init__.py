"""The verb `link`: copies and translations among all that is stored, and what each descends from."""

from provenance.linking.families import Linked, link

__all__ = ["Linked", "link"]
