"""``python -m phonghop``: the same command as ``phonghop``."""

from phonghop.adapters.command_line import main

if __name__ == "__main__":
    main()
