"""The registry: a ledger of work done, the documents of the latest run, and a snapshot of both."""
