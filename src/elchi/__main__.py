"""``python -m elchi`` is the ``elchi`` command."""

from elchi.cli import main

if __name__ == "__main__":
    main()
