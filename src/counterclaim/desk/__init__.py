"""The desk: the ledger as pages for people and as an API for programs, from one process.

    serve(make_desk(settings), host="127.0.0.1", port=8000)

A page is a typed record that a template shows; at the same address with `.json` behind it the record itself comes.
"""

from counterclaim.desk._access import Access, make_access
from counterclaim.desk._app import make_desk
from counterclaim.desk._serving import serve

__all__ = ["Access", "make_access", "make_desk", "serve"]
