"""The command line, but for its commands: entry, options, help, messages, streams.

It takes arguments from a shell and hands them to the modules of `commands/`.
Only these two wings print.
"""
