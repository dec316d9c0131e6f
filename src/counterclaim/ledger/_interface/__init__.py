"""What a user of a ledger calls, one module a subject; `Ledger` puts them together.

A method here opens the transactions that it needs. What it does inside one is in the modules beside this folder, which
take a connection and open none.
"""
